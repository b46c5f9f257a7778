// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.heap.PlainHeap;

/**
 * {@code largestFree}, taken down to the original's grid, is the {@link ClosedForm} after every
 * operation, and {@code maxmem} is nowhere below it, as long as the heap is never exhausted.
 */
final class ClosedFormTest {
  private static final int SEQUENCES = 30;
  private static final int MOST_SIZE = 600;

  /** An allocator, its header's bytes, and the name it has in the files of 2014. */
  record Variant(AllocatorProvider provider, int headerBytes, String fileName) {}

  static List<Variant> variants() {
    return List.of(
        new Variant(new RmallocProvider(), 17, "rmalloc"),
        new Variant(new RmallocCompactingProvider(), 17, "rmalloc_compacting"),
        new Variant(new RmallocCompactingMaxmemProvider(), 13, "rmalloc_compacting_maxmem"));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void holdsOnRandomSequences(Variant variant) {
    for (long seed = 0; seed < SEQUENCES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int mallocs = random.nextInt(1, 300);
      Run run = new Run(variant, 4L * mallocs * MOST_SIZE);
      for (int handle = 0; handle < mallocs; handle++) {
        run.malloc(handle, random.nextInt(MOST_SIZE));
        while (random.nextInt(5) < 2) {
          run.freeAny(random.nextInt(handle + 1));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void holdsOnTheSampleTrace(Variant variant) throws IOException {
    ReferenceData data = ReferenceData.require();
    List<ReferenceData.Point> points = data.sampleFigures(variant.fileName);
    Run run = new Run(variant, 270_416);
    int at = 0;
    for (Op op : data.ops("sample/soffice.ops.gz")) {
      if (op.kind() == 'N') {
        run.malloc(op.handle(), op.size());
      } else if (op.kind() == 'F') {
        run.free(op.handle());
      } else {
        continue;
      }
      assertEquals(points.get(at++).largest(), run.form.largestRequest(), "published, op " + at);
    }
    assertEquals(228, at);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void holdsOnThePublishedFiguresOfSoffice(Variant variant) throws IOException {
    replayPublished(variant, "soffice", 216_832, 590);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void holdsOnThePublishedFiguresOfLs(Variant variant) throws IOException {
    replayPublished(variant, "ls", 192_888, 160);
  }

  /**
   * Which block was freed is not published, but its size is: any live block of that size will do.
   */
  private static void replayPublished(Variant variant, String program, int heap, int ops)
      throws IOException {
    List<ReferenceData.Point> points =
        ReferenceData.require().publishedFigures(program, variant.fileName);
    assertEquals(ops, points.size());
    Run run = new Run(variant, heap);
    for (int op = 0; op < ops; op++) {
      ReferenceData.Point point = points.get(op);
      if (point.kind() == 'N') {
        run.malloc(op, point.size());
      } else {
        run.free(run.anyOfSize(point.size()));
      }
      assertEquals(point.largest(), run.form.largestRequest(), "published, op " + op);
    }
  }

  /** An allocator beside the closed form, compared after every operation. */
  private static final class Run {
    private record Block(long handle, int size) {}

    final ClosedForm form;
    private final Allocator allocator;
    private final Map<Integer, Block> live = new HashMap<>();

    Run(Variant variant, long heap) {
      form = new ClosedForm(heap, variant.headerBytes);
      allocator = variant.provider.create(new PlainHeap(heap));
    }

    void malloc(int key, int size) {
      long handle = allocator.malloc(size);
      assertNotEquals(0, handle);
      live.put(key, new Block(handle, size));
      form.malloc(size);
      compare();
    }

    void free(int key) {
      Block block = live.remove(key);
      allocator.free(block.handle);
      form.free(block.size);
      compare();
    }

    void freeAny(int key) {
      if (live.containsKey(key)) {
        free(key);
      }
    }

    int anyOfSize(int size) {
      return live.entrySet().stream()
          .filter(entry -> entry.getValue().size == size)
          .findFirst()
          .orElseThrow()
          .getKey();
    }

    private void compare() {
      assertEquals(form.largestRequest(), form.onGrid(allocator.largestFree()));
      assertTrue(allocator.maxmem() >= form.largestRequest());
    }
  }
}
