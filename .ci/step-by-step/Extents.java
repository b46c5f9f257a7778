// SPDX-License-Identifier: Apache-2.0
import java.util.HashMap;
import java.util.Map;
import org.rmalloc.allocator.PlacementListener;

/** What live blocks take of the heap, and in which order blocks were placed where. */
final class Extents implements PlacementListener {
  private final Map<Long, Long> taken = new HashMap<>();
  private long total;
  private long placements = 17; // of every address given, in order

  /** Bytes of all extents. */
  long total() {
    return total;
  }

  /** Equal of two builds as long as they place and move blocks equally. */
  long placements() {
    return placements;
  }

  private void set(long handle, long bytes) {
    Long before = bytes == 0 ? taken.remove(handle) : taken.put(handle, bytes);
    total += bytes - (before == null ? 0 : before);
  }

  @Override
  public void placed(long handle, long address, long size, long from, long to) {
    set(handle, to - from);
    placements = 31 * placements + address;
  }

  @Override
  public void freed(long handle) {
    set(handle, 0);
  }

  @Override
  public void moved(long handle, long address, long from, long to) {
    set(handle, to - from);
    placements = 31 * placements - 1 - address;
  }

  @Override
  public void reserved(long from, long to) {}

  @Override
  public void released(long from, long to) {}
}
