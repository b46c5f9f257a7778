// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rmalloc.experiment.baseline.BaselineEntry;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.RunListener;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.trace.UsageException;

/** The build that a baseline is of, in jars of its own. */
public final class OldBuild {
  private final String name;
  private final Allocators allocators;

  private OldBuild(String name, Allocators allocators) {
    this.name = name;
    this.allocators = allocators;
  }

  /**
   * A build.
   *
   * @param path a jar, a folder of jars, or a folder of classes
   * @throws UsageException when it holds no allocator, or one that cannot be loaded
   */
  public static OldBuild of(Path path) throws IOException {
    return new OldBuild(path.toString(), Allocators.inBuild(List.of(path)));
  }

  /**
   * A contender of this build.
   *
   * @param contender of the new build
   * @throws UsageException when this build has no such allocator, or not that option
   */
  public JavaAllocatorContender counterpart(JavaAllocatorContender contender) {
    try {
      return allocators.contender(
          contender.label(), contender.name(), GateTrialNames.ownOptions(contender));
    } catch (UsageException e) {
      throw new UsageException(name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Measures a trial of this build.
   *
   * @param notes takes why it cannot be measured, or that its figures are not the baseline's
   */
  Optional<MeasuredTrial> measure(
      MeasuredTrial now, BaselineEntry before, MeasurementSettings measures, List<String> notes)
      throws IOException {
    try {
      MeasuredTrial old =
          MeasuredTrial.measure(
                  now.trace(),
                  List.of(now.combination()),
                  List.of(counterpart(now.contender())),
                  measures,
                  RunListener.SILENT)
              .getFirst();
      if (!old.entry().figures().equals(before.figures())) {
        notes.add(
            name
                + ": this old build's figures are not the baseline's; give --against the build that"
                + " the baseline was made of");
      }
      return Optional.of(old);
    } catch (UsageException e) {
      notes.add(e.getMessage());
      return Optional.empty();
    } catch (LinkageError e) {
      notes.add("%s: needs a class that none of its jars has: %s".formatted(name, e.getMessage()));
      return Optional.empty();
    }
  }
}
