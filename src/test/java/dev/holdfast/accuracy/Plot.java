package dev.holdfast.accuracy;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** docs/accuracy.svg: the error of each watched month against how many edges it has. */
final class Plot {
  private static final double MILLISECOND = 1.0 / (30 * World.DAY);
  private static final double PROMISED = 5e-6;

  /** All but the first decimal: nobody sees them, and they are most of the file. */
  private static final Pattern DIGITS = Pattern.compile("(\\.\\d)\\d+");

  private Plot() {}

  static void write(Path file, List<Outcome> outcomes) throws IOException {
    System.setProperty("java.awt.headless", "true");
    var chart =
        new XYChartBuilder()
            .width(900)
            .height(560)
            .title("Error of the value over 30 days")
            .xAxisTitle("edges of the truth, plus 1")
            .yAxisTitle("|value - truth|")
            .build();
    style(chart);
    outcomes.forEach(outcome -> add(chart, outcome));
    promise(chart);
    VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    Files.writeString(file, DIGITS.matcher(Files.readString(file)).replaceAll("$1"));
  }

  private static void style(XYChart chart) {
    chart
        .getStyler()
        .setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter)
        .setXAxisLogarithmic(true)
        .setYAxisLogarithmic(true)
        .setXAxisDecimalPattern("0")
        .setYAxisDecimalPattern("0E0")
        .setPlotGridLinesVisible(false)
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendLayout(LegendLayout.Horizontal)
        .setChartBackgroundColor(Color.WHITE)
        .setMarkerSize(7);
  }

  private static void add(XYChart chart, Outcome outcome) {
    var months = outcome.months().stream().filter(Sample::isWatched).toList();
    if (months.isEmpty()) return;
    chart.addSeries(
        outcome.recipe().name().toLowerCase(Locale.ROOT),
        months.stream().mapToDouble(s -> s.edges() + 1).toArray(),
        months.stream().mapToDouble(s -> Math.max(MILLISECOND, s.error())).toArray());
  }

  private static void promise(XYChart chart) {
    chart
        .addSeries("5e-6", new double[] {1, 10_000}, new double[] {PROMISED, PROMISED})
        .setXYSeriesRenderStyle(XYSeriesRenderStyle.Line)
        .setMarker(SeriesMarkers.NONE)
        .setLineColor(Color.GRAY);
  }
}
