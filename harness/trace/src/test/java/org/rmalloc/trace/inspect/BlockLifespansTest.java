// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.RandomTraces;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceProvenance;

/** Against a search of the whole trace for each block, and a sort of all blocks. */
class BlockLifespansTest {
  private static final int BLOCKS = 5_003;
  private static final int MOST = 1_000;

  @Test
  void aBlockLivesFromItsBirthToItsFreeOrTheEnd() {
    for (int seed = 0; seed < 300; seed++) {
      Trace trace = RandomTraces.access(seed, true);
      BlockLifespans lives = BlockLifespans.of(trace);
      List<Integer> requests =
          IntStream.range(0, trace.opCount())
              .filter(op -> trace.kind(op).isRequest())
              .boxed()
              .toList();
      assertEquals(requests.size(), lives.requests());
      assertEquals(trace.handleCount(), lives.count());
      for (int block = 0; block < lives.count(); block++) {
        int birth = requestOf(trace, requests, OpKind.NEW, block);
        int free = requestOf(trace, requests, OpKind.FREE, block);
        int end = free < 0 ? requests.size() : free;
        assertEquals(
            new BlockLifespan(block, birth, end, free >= 0), lives.get(block), "seed " + seed);
      }
      assertEquals(lives.count(), lives.sample(Math.max(1, lives.count())).size());
    }
  }

  private static int requestOf(Trace trace, List<Integer> requests, OpKind kind, int block) {
    return IntStream.range(0, requests.size())
        .filter(i -> trace.kind(requests.get(i)) == kind)
        .filter(i -> trace.handles()[requests.get(i)] == block)
        .findFirst()
        .orElse(-1);
  }

  @Test
  void aSampleKeepsTheLongestAndOfTheOthersAnEvenShare() {
    BlockLifespans lives = BlockLifespans.of(manyBlocks());
    List<BlockLifespan> all = IntStream.range(0, BLOCKS).mapToObj(lives::get).toList();
    List<BlockLifespan> longest =
        all.stream()
            .sorted(Comparator.comparingLong(life -> life.birth() - life.end()))
            .limit(MOST / 10)
            .toList();
    List<BlockLifespan> sample = lives.sample(MOST);
    assertEquals(MOST, sample.size());
    assertEquals(
        sample.stream().sorted(Comparator.comparing(BlockLifespan::block)).toList(), sample);
    assertTrue(sample.containsAll(longest));
    List<BlockLifespan> others = all.stream().filter(life -> !longest.contains(life)).toList();
    int[] drawn =
        IntStream.range(0, others.size()).filter(i -> sample.contains(others.get(i))).toArray();
    assertEquals(MOST - MOST / 10, drawn.length);
    double step = (double) others.size() / drawn.length;
    for (int i = 0; i < drawn.length; i++) {
      assertTrue(Math.abs((i + 1) * step - 1 - drawn[i]) <= 1, i + ": " + drawn[i]);
    }
  }

  /** Of lives of all lengths, some to the end. */
  private static Trace manyBlocks() {
    Random random = new Random(3);
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
    List<Integer> live = new ArrayList<>();
    for (int block = 0; block < BLOCKS; block++) {
      builder.add(OpKind.NEW, block, 0, 8);
      live.add(block);
      if (live.size() > 200) {
        builder.add(OpKind.FREE, live.remove(random.nextInt(live.size())), 0, 0);
      }
    }
    return builder.build(TraceProvenance.made("many"));
  }
}
