// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rmalloc.trace.compile.UserCacheFolder;
import org.rmalloc.trace.file.TemporaryFolder;

/**
 * Runs programs unrecorded, under a malloc library that is preloaded, and reads what the kernel
 * says of their memory and time. They read nothing, what they print is dropped.
 */
public final class ProgramMeasurer implements AutoCloseable {
  private static final int SECONDS_TO_END = 2;

  private final RecorderTools tools;
  private final TemporaryFolder folder;

  private ProgramMeasurer(RecorderTools tools, TemporaryFolder folder) {
    this.tools = tools;
    this.folder = folder;
  }

  /** A measurer with the tools of this machine, which are built when they are first needed. */
  public static ProgramMeasurer ofThisMachine() throws IOException {
    return new ProgramMeasurer(RecorderTools.ofThisMachine(), TemporaryFolder.create());
  }

  /**
   * Runs a program to its end.
   *
   * @throws RecordingException when it could not be measured: by a library that cannot be preloaded
   * @throws InterruptedException when the thread was interrupted; the program has been told to end
   */
  public ProgramMeasurement measure(ProgramWithPreloadedLibrary program)
      throws IOException, InterruptedException {
    return measure(program, Path.of("/dev/null"));
  }

  /**
   * Runs a process that does nothing under a program's library.
   *
   * @throws RecordingException as {@link #measure}
   */
  public IdleProcessFigures idle(ProgramWithPreloadedLibrary program)
      throws IOException, InterruptedException {
    Path said = folder.path().resolve("idle");
    ProgramMeasurement run =
        measure(program.withCommand(List.of(tools.measure().toString(), "idle")), said);
    List<String> lines = lines(said);
    if (run.exitStatus() != 0 || lines.isEmpty()) {
      throw new RecordingException(
          "%s: a test program that does nothing %s under this malloc; expected exit status 0"
              .formatted(program.library().map(Path::toString).orElse("malloc"), run.ending()));
    }
    Map<Path, Long> fileBytes = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      fileBytes.merge(real(afterBlank(line)), beforeBlank(line), Long::sum);
    }
    return new IdleProcessFigures(
        beforeBlank(lines.getFirst()), Path.of(afterBlank(lines.getFirst())), fileBytes);
  }

  private static long beforeBlank(String line) {
    return Long.parseLong(line.substring(0, line.indexOf(' ')));
  }

  private static String afterBlank(String line) {
    return line.substring(line.indexOf(' ') + 1);
  }

  private ProgramMeasurement measure(ProgramWithPreloadedLibrary program, Path output)
      throws IOException, InterruptedException {
    Path result = folder.path().resolve("result");
    Path errors = folder.path().resolve("errors");
    Path which = folder.path().resolve("which");
    Files.deleteIfExists(result);
    Files.write(which, new byte[0]);
    ProcessBuilder builder = new ProcessBuilder(command(program, result, which));
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
    await(builder.start());
    String lastWords = lastLine(errors);
    if (!Files.exists(result) || Files.size(result) == 0) {
      throw new RecordingException("%s: %s".formatted(program.command().getFirst(), lastWords));
    }
    String[] figures = Files.readString(result).strip().split(" ", -1);
    return new ProgramMeasurement(
        Integer.parseInt(figures[0]),
        TimeUnit.MICROSECONDS.toNanos(Long.parseLong(figures[1])),
        Long.parseLong(figures[2]),
        images(which).map(files -> Path.of(files.getFirst())).toList(),
        images(which)
            .flatMap(files -> files.stream().skip(1))
            .map(ProgramMeasurer::real)
            .collect(Collectors.toSet()),
        lastWords);
  }

  private List<String> command(ProgramWithPreloadedLibrary program, Path result, Path which)
      throws IOException {
    SortedMap<String, String> variables = new TreeMap<>(program.variables());
    List<String> command = new ArrayList<>();
    command.addAll(List.of(tools.measure().toString(), "run", result.toString()));
    command.add(program.hugePages() ? "on" : "off");
    command.addAll(
        RecordedProcessBuilder.words(
            tools, folder.path(), program.command(), variables.containsKey("LC_ALL")));
    variables.forEach((name, value) -> command.add(name + "=" + value));
    command.add("RMALLOC_WHICH=" + which);
    command.add("LD_PRELOAD+=" + preloaded(program));
    return command;
  }

  private String preloaded(ProgramWithPreloadedLibrary program) throws IOException {
    if (program.library().isEmpty()) {
      return tools.which().toString();
    }
    Path library = program.library().get();
    if (!UserCacheFolder.canBePreloadedFrom(library)) {
      throw new RecordingException(
          library
              + ": a malloc library with a blank, a colon or a dollar in its path cannot be"
              + " preloaded; copy it to a path without them");
    }
    return library + ":" + tools.which();
  }

  private static void await(Process process) throws InterruptedException {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroy(); // is handed on to the program
      process.onExit().orTimeout(SECONDS_TO_END, TimeUnit.SECONDS).exceptionally(_ -> null).join();
      throw e;
    } finally {
      process.destroyForcibly();
    }
  }

  private static String lastLine(Path file) throws IOException {
    return lines(file).stream()
        .filter(line -> !line.isBlank())
        .reduce((_, last) -> last)
        .orElse("");
  }

  /** A program may print, and a name may be, what is no UTF-8. */
  private static List<String> lines(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
  }

  /** Of each program that a process turned into: where malloc lies, then what was loaded. */
  private static Stream<List<String>> images(Path which) throws IOException {
    return lines(which).stream().map(line -> List.of(line.split("\t", -1)));
  }

  /** One file may be loaded by several names. */
  private static Path real(String file) {
    try {
      return Path.of(file).toRealPath();
    } catch (IOException e) {
      return Path.of(file); // gone by now
    }
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
