// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.trace.random.SplitMix64;

/** A project that gates {@code firstfit} and {@code rmalloc2} on two traces, in a folder. */
final class GateProject {
  static final String BEST_FIT = "org.rmalloc.firstfit.BestFitProvider";
  private static final String PACKAGE = "org/rmalloc/firstfit";

  private final Path folder;

  GateProject(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    Files.writeString(folder.resolve("a.ops"), program(400, 40, 1));
    Files.writeString(folder.resolve("b.ops"), program(300, 25, 2));
    experiment("traces: [a.ops, b.ops]", "contenders: [firstfit, rmalloc2]");
  }

  /** Writes the experiment anew. */
  void experiment(String... lines) throws IOException {
    String text = "schema: rmalloc-experiment 1\n" + String.join("\n", lines) + "\n";
    Files.writeString(folder.resolve("gate.yaml"), text);
  }

  /** The text of the baseline. */
  String baseline() throws IOException {
    return Files.readString(baselineFile());
  }

  void baseline(String text) throws IOException {
    Files.writeString(baselineFile(), text);
  }

  Path baselineFile() {
    return folder.resolve("rmalloc-baseline.json");
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** {@code gate} of this project, in this process. */
  Execution gate(String... options) {
    return Execution.of(arguments(options));
  }

  List<String> arguments(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("gate", folder.resolve("gate.yaml").toString()));
    arguments.addAll(List.of(options));
    return arguments;
  }

  /** A folder of classes in which {@code firstfit} is an {@link OldFirstFitProvider}. */
  Path oldBuild() throws IOException, URISyntaxException {
    Path build = folder.resolve("old");
    copyClasses(build);
    String old = OldFirstFitProvider.class.getName().replace('.', '/') + ".class";
    copy(classesOf(OldFirstFitProvider.class).resolve(old), build.resolve(old));
    String constants = GateProject.class.getName().replace('.', '/') + ".class";
    copy(classesOf(GateProject.class).resolve(constants), build.resolve(constants));
    Path services = Files.createDirectories(build.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(AllocatorProvider.class.getName()), OldFirstFitProvider.class.getName());
    return build;
  }

  private static void copyClasses(Path build) throws IOException, URISyntaxException {
    Class<?> bestFit =
        ServiceLoader.load(AllocatorProvider.class).stream()
            .map(ServiceLoader.Provider::type)
            .filter(type -> type.getName().equals(BEST_FIT))
            .findFirst()
            .orElseThrow();
    Path classes = classesOf(bestFit);
    try (Stream<Path> files = Files.walk(classes.resolve(PACKAGE))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copy(file, build.resolve(classes.relativize(file).toString()));
      }
    }
  }

  /** The folder, or the root of the jar, that a class is from. */
  private static Path classesOf(Class<?> type) throws IOException, URISyntaxException {
    Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    return Files.isDirectory(place) ? place : FileSystems.newFileSystem(place).getPath("/");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.write(to, Files.readAllBytes(from));
  }

  private static String program(int ops, int blocks, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    StringBuilder text = new StringBuilder("# rmalloc-ops 1 dialect=access\n");
    List<Integer> live = new ArrayList<>();
    for (int op = 0, next = 0; op < ops; op++) {
      if (live.isEmpty() || (live.size() < blocks && random.below(2) == 0)) {
        live.add(next);
        text.append(next++).append(" N 0 ").append(1 + random.below(700)).append('\n');
      } else {
        int block = live.remove((int) random.below(live.size()));
        text.append(block).append(" F 0 0\n");
      }
    }
    return text.toString();
  }
}
