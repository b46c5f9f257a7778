// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.contender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.heap.PlainHeap;
import org.rmalloc.replay.time.TimingForkLauncher;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.UsageException;

/** Two builds of one allocator live side by side, also in forks. */
final class OtherBuildTest {
  @TempDir private Path folder;

  /** Of the class path, loaded a second time: its classes are others, the SPI is the same. */
  @Test
  void aBuildHasClassesOfItsOwn() throws IOException {
    JavaAllocatorContender here = Allocators.onClassPath().contender("firstfit", Map.of());
    Path classes = classesOf(here.provider());
    JavaAllocatorContender there =
        Allocators.inBuild(List.of(classes)).contender("firstfit", Map.of());
    assertNotSame(here.provider().getClass(), there.provider().getClass());
    assertEquals(here.provider().getClass().getName(), there.provider().getClass().getName());
    assertTrue(there.create(new PlainHeap(1 << 12)).malloc(16) != 0);
    assertSame(here.identity().getClass(), there.identity().getClass());
    assertEquals(List.of(), here.build());
    assertEquals(List.of(classes), there.build());
    assertTrue(there.can(Capability.ADDRESSES));
  }

  @Test
  void aForkMeasuresTheBuildItIsGiven() throws IOException {
    Path classes = classesOf(Allocators.onClassPath().contender("firstfit", Map.of()).provider());
    JavaAllocatorContender there =
        Allocators.inBuild(List.of(classes)).contender("firstfit", Map.of());
    Workload workload = Workload.of(Traces.random(5, 1_000, 50, true));
    try (TimingForkLauncher pass = new TimingForkLauncher(workload, 1_000_000)) {
      var fork = pass.fork(there, 1 << 16, CompactionLimit.NONE, 0, _ -> {});
      assertEquals(1_000, pass.together(List.of(fork)).fingerprint().opsMet());
    }
  }

  @Test
  void aFolderWithoutAllocatorsIsRefused() {
    UsageException refusal =
        assertThrows(UsageException.class, () -> Allocators.inBuild(List.of(folder)));
    assertTrue(refusal.getMessage().startsWith(folder + ": found no allocator"));
  }

  @Test
  void aMissingJarIsRefused() {
    Path missing = folder.resolve("none.jar");
    UsageException refusal =
        assertThrows(UsageException.class, () -> Allocators.inBuild(List.of(missing)));
    assertEquals(missing + ": no such jar or folder, or it may not be read", refusal.getMessage());
  }

  @Test
  void aProviderWithoutItsClassIsRefused() throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(AllocatorProvider.class.getName()), "no.such.Provider\n");
    UsageException refusal =
        assertThrows(UsageException.class, () -> Allocators.inBuild(List.of(folder)));
    assertTrue(refusal.getMessage().contains("no.such.Provider"), refusal.getMessage());
  }

  private static Path classesOf(AllocatorProvider provider) {
    return Path.of(
        provider.getClass().getProtectionDomain().getCodeSource().getLocation().getPath());
  }
}
