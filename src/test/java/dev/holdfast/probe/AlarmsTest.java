package dev.holdfast.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AlarmsTest {
  private static final long TICK = 10;

  /** The clock of the JVM begins anywhere. */
  private static final long START = -7;

  private static final int LONG = 5_000;

  private final Dormitory dormitory = new Dormitory();

  @Test
  void nobodyIsWokenBeforeTheTimeEvenWithinATick() {
    dormitory.sleeper(4);
    assertThat(dormitory.wokenAt(3)).isEmpty();
    assertThat(dormitory.wokenAt(4)).containsExactly(4);
  }

  @Test
  void aTimeThatIsOverIsTheNextLook() {
    dormitory.wokenAt(LONG);
    dormitory.sleeper(0);
    assertThat(dormitory.wokenAt(LONG)).containsExactly(0);
  }

  @Test
  void whoChangedItsMindIsWokenOnceAtTheTimeItSaidLast() {
    var sleeper = dormitory.sleeper(20);
    sleeper.until(60);
    assertThat(dormitory.wokenAt(20)).isEmpty();
    assertThat(dormitory.wokenAt(59)).isEmpty();
    assertThat(dormitory.wokenAt(60)).containsExactly(60);
    assertThat(dormitory.wokenAt(LONG)).isEmpty();
  }

  @Test
  void whoSetsItsAlarmForATimeThatIsOverWhileOthersRingIsWokenNoLaterThanAtTheNextLook() {
    dormitory.sleeper(0).again = OptionalInt.of(5);
    var woken = new ArrayList<>(dormitory.wokenAt(LONG));
    woken.addAll(dormitory.wokenAt(LONG + 1));
    assertThat(woken).containsExactly(0, 5);
  }

  @Test
  void afterAStandstillAllThatAreDueAreWoken() {
    var due = IntStream.range(0, 500).map(n -> n * (int) TICK).boxed().toList();
    due.forEach(dormitory::sleeper);
    assertThat(dormitory.wokenAt(LONG)).containsExactlyElementsOf(due);
  }

  /** However far it is, and in whatever steps one looks. */
  @Property
  void eachIsWokenAtTheFirstLookThatIsNotBeforeItsTime(
      @ForAll @Size(max = 30) List<@IntRange(min = 1, max = LONG) Integer> times,
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 400) Integer> steps) {
    var any = new Dormitory();
    times.forEach(any::sleeper);
    int now = 0;
    for (int step : steps) {
      int before = now;
      now += step;
      int until = now;
      assertThat(any.wokenAt(now))
          .containsExactlyElementsOf(
              times.stream().filter(time -> time > before && time <= until).sorted().toList());
    }
  }

  /** Times count from {@link #START}. */
  private static final class Dormitory {
    private final Alarms alarms = new Alarms(TICK, START);
    private final List<Integer> woken = new ArrayList<>();

    Sleeping sleeper(int at) {
      var sleeper = new Sleeping();
      sleeper.until(at);
      return sleeper;
    }

    List<Integer> wokenAt(int now) {
      woken.clear();
      alarms.ring(START + now, Sleeper::wake);
      return woken.stream().sorted().toList();
    }

    private final class Sleeping implements Sleeper {
      private int at;
      private OptionalInt again = OptionalInt.empty();

      void until(int other) {
        at = other;
        alarms.add(this);
      }

      @Override
      public long wakeAt() {
        return START + at;
      }

      @Override
      public void wake() {
        woken.add(at);
        var next = again;
        again = OptionalInt.empty();
        next.ifPresent(this::until);
      }
    }
  }
}
