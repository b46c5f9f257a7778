// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.ContenderIdentity;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.LockSimulationSetting;
import org.rmalloc.replay.trial.TraceIdentity;
import org.rmalloc.replay.trial.Trial;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.mapping.ReallocMode;

/** Reads what {@link org.rmalloc.replay.trial.TrialJsonWriter} writes. */
final class TrialJsonReader {
  private final OrderedJsonFieldReader fields;

  TrialJsonReader(OrderedJsonFieldReader fields) {
    this.fields = fields;
  }

  Trial read(String name) throws InvalidAllocStatsException {
    fields.beginObject(name);
    Trial trial = new Trial(readTrace(), readContender(), readSetting());
    fields.endObject();
    return trial;
  }

  private TraceIdentity readTrace() throws InvalidAllocStatsException {
    fields.beginObject("trace");
    String sha256 = fields.text("sha256");
    List<String> reading = fields.texts("reading");
    fields.endObject();
    return new TraceIdentity(sha256, reading);
  }

  private ContenderIdentity readContender() throws InvalidAllocStatsException {
    fields.beginObject("contender");
    Contender.Kind kind = readConstant("kind", Contender.Kind.values(), Contender.Kind::text);
    String name = fields.text("name");
    fields.beginObject("options");
    Map<String, String> options = fields.textsToEndOfObject("options");
    fields.endObject();
    return ContenderIdentity.of(kind, name, options);
  }

  private TrialSetting readSetting() throws InvalidAllocStatsException {
    fields.beginObject("setting");
    HeapSize heap = readHeap();
    LockSimulationSetting locks =
        readConstant("locks", LockSimulationSetting.values(), LockSimulationSetting::text);
    ReallocMode realloc = readConstant("realloc", ReallocMode.values(), ReallocMode::label);
    int rounds = fields.smallCount("rounds");
    long killPercent =
        fields.countOrNull("kill_percent").orElse(TrialSetting.DEFAULT.killPercent());
    long seed = fields.numberOrNull("seed", Long.MIN_VALUE).orElse(TrialSetting.DEFAULT.seed());
    long budget = fields.countOrNull("budget").orElse(CompactionLimit.NONE.bytes());
    fields.endObject();
    try {
      return new TrialSetting(
          heap,
          locks,
          realloc,
          rounds,
          Math.toIntExact(killPercent),
          seed,
          new CompactionLimit(budget));
    } catch (UsageException | ArithmeticException e) {
      throw fields.problem("setting: " + e.getMessage());
    }
  }

  private HeapSize readHeap() throws InvalidAllocStatsException {
    Optional<String> text = fields.textOrNull("heap");
    try {
      return text.map(HeapSize::parse).orElse(TrialSetting.DEFAULT.heap());
    } catch (UsageException e) {
      throw fields.problem(e.getMessage());
    }
  }

  private <E> E readConstant(String name, E[] constants, Function<E, String> textOf)
      throws InvalidAllocStatsException {
    String text = fields.text(name);
    for (E constant : constants) {
      if (textOf.apply(constant).equals(text)) {
        return constant;
      }
    }
    throw fields.problem(
        "alloc-stats field %s: found '%s'; expected one of %s"
            .formatted(name, text, Arrays.stream(constants).map(textOf).toList()));
  }
}
