import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A row of the table: an allocator with its options.
 *
 * @param allocator its name on the command line
 * @param options as after {@code --option}, without the allocator's name
 */
record Policy(String allocator, Map<String, String> options) {
  /** Tags kept beside the heap take 16 bytes for each alignment unit, in a region below 2 GiB. */
  private static final long MOST_LIVE_AT_ALIGN_1 = 48L << 20;

  private static final List<String> FITS = List.of("firstfit", "nextfit", "bestfit");
  private static final List<String> ORDERS = List.of("address", "lifo", "fifo");

  /** All of them, for a trace with so many live bytes at its peak. */
  static List<Policy> all(long peakLive) {
    List<Policy> all = new ArrayList<>();
    addFits(all, Map.of());
    all.add(new Policy("dlmalloc", Map.of("granularity", "4096")));
    all.add(new Policy("dlmalloc", Map.of("granularity", "1")));
    for (String name : List.of("tlsf", "buddy", "segregated")) {
      all.add(new Policy(name, Map.of()));
    }
    for (String name : List.of("rmalloc", "rmalloc-compacting", "rmalloc-compacting-maxmem")) {
      all.add(new Policy(name, Map.of()));
    }
    all.add(new Policy("optimal", Map.of()));
    String align = peakLive <= MOST_LIVE_AT_ALIGN_1 ? "1" : "8";
    addFits(all, Map.of("align", align, "header", "0"));
    return all;
  }

  private static void addFits(List<Policy> all, Map<String, String> layout) {
    for (String fit : FITS) {
      for (String order : ORDERS) {
        Map<String, String> options = new TreeMap<>(layout);
        options.put("order", order);
        all.add(new Policy(fit, options));
      }
    }
  }

  /** What the tables call it: equal in all recordings. */
  String label() {
    String placement =
        switch (allocator) {
          case "firstfit", "nextfit", "bestfit" -> allocator + " " + options.get("order");
          case "dlmalloc" -> allocator + " " + options.get("granularity");
          default -> allocator;
        };
    return isBare() ? placement + ", bare" : placement;
  }

  /** Whether no byte of the heap goes to headers: the policy apart from its layout. */
  boolean isBare() {
    return "0".equals(options.get("header"));
  }

  /** The options, as they are typed but for the allocator's name; {@code -} for none. */
  String optionText() {
    if (options.isEmpty()) {
      return "-";
    }
    List<String> texts = new ArrayList<>();
    new TreeMap<>(options).forEach((name, value) -> texts.add(name + "=" + value));
    return String.join(",", texts);
  }
}
