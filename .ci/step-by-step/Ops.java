// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ops of a lock trace, as {@code rmalloc lock} writes it.
 *
 * @param list in order
 * @param requests how many of them allocate, resize or free
 * @param peakLive the maximum of live bytes
 * @param peakRequest the first request after which so many are live
 */
record Ops(List<Op> list, int requests, long peakLive, int peakRequest) {

  /**
   * A line of the file.
   *
   * @param kind {@code N}, {@code R}, {@code F}, {@code L} or {@code U}
   */
  record Op(int block, char kind, long size) {
    boolean isRequest() {
      return kind != 'L' && kind != 'U';
    }
  }

  static Ops read(Path file) throws IOException {
    List<Op> ops =
        Files.readAllLines(file).stream()
            .filter(line -> !line.startsWith("#"))
            .map(Ops::op)
            .toList();
    Map<Integer, Long> live = new HashMap<>();
    long bytes = 0;
    long peak = -1;
    int peakRequest = 0;
    int requests = 0;
    for (Op op : ops) {
      if (op.isRequest()) {
        long before = live.getOrDefault(op.block, 0L);
        long after = op.kind == 'F' ? 0 : op.size;
        live.put(op.block, after);
        bytes += after - before;
        if (bytes > peak) {
          peak = bytes;
          peakRequest = requests;
        }
        requests++;
      }
    }
    return new Ops(ops, requests, peak, peakRequest);
  }

  private static Op op(String line) {
    String[] words = line.split(" ");
    if (words.length != 4) {
      throw new IllegalArgumentException("found '" + line + "', expected HANDLE OP ADDRESS SIZE");
    }
    return new Op(Integer.parseInt(words[0]), words[1].charAt(0), Long.parseLong(words[3]));
  }
}
