// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.Compaction;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.heap.CountingHeap;
import org.rmalloc.heap.PlainHeap;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.ArenaContender;
import org.rmalloc.replay.contender.ContenderSelection;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.LockChoice;
import org.rmalloc.replay.trial.Setting;
import org.rmalloc.replay.workload.PlainReplay;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.file.TraceInput;
import org.rmalloc.trace.mapping.ReallocMode;
import org.rmalloc.trace.read.ReadOptions;

/**
 * What moving blocks costs and brings: every contender on every recording of a folder, in heaps
 * from the smallest to 1.5 times the peak of live bytes, under no, fine and coarse locks. {@code
 * relocation} beside this file starts it.
 *
 * <p>The smallest heap is the first of 1.005, 1.0125, … times the peak in which the recording is
 * replayed to its end, refined by bisection to a ten-thousandth of the peak. Locks are simulated
 * where a recording has accesses.
 */
final class RelocationTable {
  private static final double[] FACTORS = {1.02, 1.05, 1.10, 1.50};
  private static final CompactionLimit BUDGET = new CompactionLimit(64 << 10);
  private static final double FIRST_STEP = 0.005;
  private static final double STEP_GROWTH = 1.5;
  private static final int GRAINS = 10_000;
  private static final int LARGEST_FACTOR = 4;
  private static final String HEADING =
      String.join(
          "\t",
          List.of(
              "trace",
              "locks",
              "contender",
              "peak_live",
              "root_bytes",
              "min_heap",
              "min_heap_64k",
              "heap",
              "finished",
              "footprint",
              "cost_per_op",
              "relief_per_op",
              "lock_cost",
              "reliefs",
              "bytes_moved",
              "pause_bytes"));

  private static final List<String> CONTENDERS =
      List.of(
          "dlmalloc 1=dlmalloc:granularity=1",
          "dlmalloc 4096=dlmalloc:granularity=4096",
          "bestfit",
          "tlsf",
          "rmalloc",
          "rmalloc-compacting",
          "rmalloc-compacting-maxmem",
          "rmalloc2",
          "rmalloc2 alignment 4=rmalloc2:alignment=4",
          "rmalloc2 without slabs=rmalloc2:slab-max=0",
          "rmalloc2 slabs to 128=rmalloc2:slab-max=128",
          "rmalloc2 slabs to 256=rmalloc2:slab-max=256",
          "rmalloc2 slabs of 32=rmalloc2:slab-slots=32",
          "rmalloc2 slide=rmalloc2:policy=slide",
          "rmalloc2 evict=rmalloc2:policy=evict",
          "rmalloc2 full=rmalloc2:policy=full");

  private RelocationTable() {}

  /** Arguments: the folder of recordings, the file to write. */
  public static void main(String[] arguments) throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEADING));
    for (Path recording : recordings(Path.of(arguments[0]))) {
      for (LockChoice locks : LockChoice.values()) {
        addLines(recording, locks, lines);
      }
    }
    Files.write(Path.of(arguments[1]), lines);
  }

  private static List<Path> recordings(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().contains(".memtrace"))
          .filter(file -> !file.toString().contains(".lackey.")) // a twin of another one
          .sorted()
          .toList();
    }
  }

  private static void addLines(Path recording, LockChoice locks, List<String> lines)
      throws IOException {
    PreparedTrace trace =
        PreparedTrace.read(() -> TraceInput.open(recording), ReadOptions.DEFAULT, setting(locks));
    if (locks != LockChoice.NONE && trace.workload().lockCount() == 0) {
      return; // no accesses were recorded
    }
    String name = recording.getFileName().toString().replaceFirst("\\.memtrace.*$", "");
    System.err.println(name + " " + trace.locks());
    for (ArenaContender contender :
        ContenderSelection.parse(Allocators.onClassPath(), CONTENDERS, List.of())) {
      addLines(name + "\t" + trace.locks(), contender, trace.workload(), lines);
    }
  }

  private static Setting setting(LockChoice locks) {
    return new Setting(
        HeapSize.parse("1x"), locks, ReallocMode.FREE_NEW, 1, 100, 1, CompactionLimit.NONE);
  }

  private static void addLines(
      String prefix, ArenaContender contender, Workload workload, List<String> lines) {
    long peak = workload.peakLive();
    long smallest = smallestHeap(contender, workload, CompactionLimit.NONE);
    long bounded = smallestHeap(contender, workload, BUDGET);
    List<Long> heaps = new ArrayList<>();
    if (smallest > 0) {
      heaps.add(smallest);
    }
    for (double factor : FACTORS) {
      heaps.add((long) (factor * peak));
    }
    for (int i = 0; i < heaps.size(); i++) {
      boolean isSmallest = heaps.size() > FACTORS.length && i == 0;
      String label = isSmallest ? "min" : FACTORS[i - (heaps.size() - FACTORS.length)] + "x";
      String figures = new Run(contender, workload, heaps.get(i)).figures(label);
      lines.add(
          String.join(
              "\t",
              prefix,
              contender.label(),
              Long.toString(peak),
              Long.toString(rootBytes(contender, peak)),
              smallest > 0 ? Long.toString(smallest) : "-",
              bounded > 0 ? Long.toString(bounded) : "-",
              figures));
    }
  }

  private static long rootBytes(ArenaContender contender, long peak) {
    return contender.create(new PlainHeap(LARGEST_FACTOR * peak)).rootBytes();
  }

  /** In bytes; 0 if not even the largest heap tried will do. */
  private static long smallestHeap(
      ArenaContender contender, Workload workload, CompactionLimit limit) {
    long peak = workload.peakLive();
    long failing = peak - 1;
    double step = FIRST_STEP;
    long finishing = (long) (failing + step * peak);
    while (!finishes(contender, workload, limit, finishing)) {
      failing = finishing;
      step *= STEP_GROWTH;
      finishing = (long) (failing + step * peak);
      if (finishing > LARGEST_FACTOR * peak) {
        return 0;
      }
    }
    while (finishing - failing > Math.max(8, peak / GRAINS)) {
      long middle = (failing + finishing) / 2;
      if (finishes(contender, workload, limit, middle)) {
        finishing = middle;
      } else {
        failing = middle;
      }
    }
    return finishing;
  }

  private static boolean finishes(
      ArenaContender contender, Workload workload, CompactionLimit limit, long heapSize) {
    return contender.refusalOf(heapSize).isEmpty()
        && new PlainReplay(workload, limit).run(contender.create(new PlainHeap(heapSize)))
            == workload.opCount();
  }

  /** One replay on a counting heap. */
  private static final class Run {
    private final Workload workload;
    private final CountingHeap heap;
    private Allocator allocator; // null where the heap is refused
    private long created;
    private long footprint;
    private long relief;
    private long locking;
    private long moved;
    private long pause;
    private int reliefs;

    Run(ArenaContender contender, Workload workload, long heapSize) {
      this.workload = workload;
      heap = new CountingHeap(heapSize);
      if (contender.refusalOf(heapSize).isEmpty()) {
        allocator = contender.create(heap);
        created = heap.cost();
      }
    }

    /** Tab-separated, in the order of the heading. */
    String figures(String label) {
      if (allocator == null || !replay()) {
        return label + "\tno\t-\t-\t-\t-\t-\t-\t-";
      }
      long all = heap.cost() - created - relief - locking;
      return String.format(
          Locale.ROOT,
          "%s\tyes\t%d\t%.3f\t%.3f\t%.3f\t%d\t%d\t%d",
          label,
          footprint,
          all / (double) workload.requestCount(),
          relief / (double) workload.requestCount(),
          locking / (double) Math.max(1, workload.lockCount()),
          reliefs,
          moved,
          pause);
    }

    private boolean replay() {
      long[] handles = new long[workload.slotCount()];
      for (int op = 0; op < workload.opCount(); op++) {
        int slot = workload.slots()[op];
        switch (workload.kinds()[op]) {
          case OpKind.Code.NEW -> {
            handles[slot] = malloc(workload.sizes()[op]);
            if (handles[slot] == Allocator.NO_HANDLE) {
              return false;
            }
            footprint = Math.max(footprint, allocator.footprint());
          }
          case OpKind.Code.FREE -> allocator.free(handles[slot]);
          case OpKind.Code.LOCK -> {
            long before = heap.cost();
            allocator.lock(handles[slot]);
            locking += heap.cost() - before;
          }
          case OpKind.Code.UNLOCK -> {
            long before = heap.cost();
            allocator.unlock(handles[slot]);
            locking += heap.cost() - before;
          }
          default -> throw new IllegalStateException("op %d is of no kind known".formatted(op));
        }
      }
      return true;
    }

    private long malloc(long sizeBytes) {
      long handle = allocator.malloc(sizeBytes);
      if (handle != Allocator.NO_HANDLE) {
        return handle;
      }
      long before = heap.cost();
      Compaction compaction = allocator.relieve(sizeBytes, CompactionBudget.UNLIMITED);
      handle = allocator.malloc(sizeBytes);
      relief += heap.cost() - before;
      reliefs++;
      moved += compaction.bytesMoved();
      pause = Math.max(pause, compaction.bytesMoved());
      return handle;
    }
  }
}
