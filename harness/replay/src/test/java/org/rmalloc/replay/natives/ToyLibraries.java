// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rmalloc.trace.compile.SystemCommandRunner;

/** The toy libraries beside the native replayer, which are known in closed form, or misbehave. */
public final class ToyLibraries {
  private static final Path SOURCES = Path.of("../../native/test/toys");

  private ToyLibraries() {}

  /** Says that a test does not run where there is no C compiler; with CI=true it must. */
  public static void require() {
    require(System.getProperty("os.name").equals("Linux"), "natives are measured on Linux");
    require(SystemCommandRunner.output("cc", "--version").isPresent(), "no C compiler (cc)");
    require(Files.isDirectory(SOURCES), "no native sources beside this module");
  }

  static void require(boolean present, String otherwise) {
    if (!present && "true".equals(System.getenv("CI"))) {
      throw new AssertionError(otherwise);
    }
    if (!present) {
      abort("did not run: " + otherwise);
    }
  }

  /**
   * Builds a library.
   *
   * @param toy the source's name without its ending
   * @param defines such as {@code FAULT="crash"}
   * @return its file in the folder
   */
  public static Path build(Path folder, String name, String toy, String... defines)
      throws IOException {
    Path library = folder.resolve(name + ".so");
    List<String> command =
        new ArrayList<>(
            List.of("cc", "-O2", "-shared", "-fPIC", "-fno-builtin", "-Wl,-z,now", "-o"));
    command.add(library.toString());
    for (String define : defines) {
      command.add("-D" + define);
    }
    command.add(SOURCES.resolve(toy + ".c").toString());
    SystemCommandRunner.Said said = SystemCommandRunner.run(new ProcessBuilder(command));
    assertEquals(0, said.status(), said.text());
    return library;
  }
}
