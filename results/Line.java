import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.rmalloc.replay.heapsize.MinHeap;
import org.rmalloc.replay.stats.Fragmentation;
import org.rmalloc.replay.stats.Summary;

/** A line of the table: one policy on one recording. */
record Line(
    String trace,
    String sha256,
    long requests,
    long peakLive,
    Policy policy,
    long heap,
    MinHeap minHeap,
    Summary summary) {

  static final String HEADING =
      String.join(
          "\t",
          List.of(
              "trace",
              "sha256",
              "requests",
              "peak_live",
              "policy",
              "allocator",
              "options",
              "heap",
              "finished",
              "min_heap",
              "min_heap_lucky",
              "footprint",
              "measure_1",
              "measure_2",
              "measure_3",
              "measure_4"));

  /** Tab-separated, in the order of the heading; {@code -} where there is nothing to say. */
  String text() {
    Fragmentation measures = summary.fragmentation();
    return String.join(
        "\t",
        trace,
        sha256,
        Long.toString(requests),
        Long.toString(peakLive),
        policy.label(),
        policy.allocator(),
        policy.optionText(),
        Long.toString(heap),
        summary.finished() ? "yes" : "no",
        text(minHeap.bytes()),
        text(minHeap.lucky()),
        summary.finished() ? Long.toString(summary.peaks().footprintBytes()) : "-",
        text(measures.measure1()),
        text(measures.measure2()),
        text(measures.measure3()),
        text(measures.measure4()));
  }

  private String text(OptionalDouble measure) {
    return summary.finished() && measure.isPresent()
        ? String.format(Locale.ROOT, "%.6f", measure.getAsDouble())
        : "-";
  }

  private static String text(OptionalLong bytes) {
    return bytes.isPresent() ? Long.toString(bytes.getAsLong()) : "-";
  }
}
