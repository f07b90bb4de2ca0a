package dev.holdfast.sim;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** docs/detection.svg: which share of the outages was acted on after how long. */
final class Plot {
  private static final int POINTS = 200;

  /** All but the first decimal: nobody sees them, and they are most of the file. */
  private static final Pattern DIGITS = Pattern.compile("(\\.\\d)\\d+");

  private Plot() {}

  static void write(Path file, Figures crashes) throws IOException {
    System.setProperty("java.awt.headless", "true");
    var chart =
        new XYChartBuilder()
            .width(900)
            .height(480)
            .title("From a host's crash to ...")
            .xAxisTitle("seconds")
            .yAxisTitle("share of the crashes, %")
            .build();
    chart
        .getStyler()
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendLayout(LegendLayout.Horizontal)
        .setChartBackgroundColor(Color.WHITE);
    add(chart, "traffic leaves", crashes, Outcome::traffic);
    add(chart, "replaced, policy with a probe", crashes, Outcome::probed);
    add(chart, "replaced, without", crashes, Outcome::leased);
    VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    Files.writeString(file, DIGITS.matcher(Files.readString(file)).replaceAll("$1"));
  }

  private static void add(
      XYChart chart, String name, Figures of, Function<Outcome, Collection<Long>> what) {
    List<Long> times = of.all(what);
    if (times.isEmpty()) return;
    var shares = IntStream.rangeClosed(0, POINTS).mapToDouble(i -> 100.0 * i / POINTS).toArray();
    var seconds =
        IntStream.rangeClosed(0, POINTS)
            .mapToDouble(i -> times.get((times.size() - 1) * i / POINTS) / 1e3)
            .toArray();
    chart.addSeries(name, seconds, shares).setMarker(SeriesMarkers.NONE);
  }
}
