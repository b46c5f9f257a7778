// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.rmalloc.experiment.yaml.FilePosition;
import org.rmalloc.trace.ClosestWord;
import org.rmalloc.trace.UsageException;

/** The files that a text of an experiment file stands for: one, or those that a glob matches. */
final class TraceFileFinder {
  private static final String WILD = "*?[{";

  private TraceFileFinder() {}

  /**
   * Files, in order of their names.
   *
   * @param folder that relative names start from
   * @throws UsageException when there is no such file
   */
  static List<Path> of(String text, FilePosition position, Path folder) throws IOException {
    try {
      return isWild(text) ? matching(text, position, folder) : one(text, position, folder);
    } catch (InvalidPathException | PatternSyntaxException _) {
      throw position.problem("'%s'".formatted(text), "the name of a trace, or a glob");
    }
  }

  private static boolean isWild(String text) {
    return text.chars().anyMatch(c -> WILD.indexOf(c) >= 0);
  }

  private static List<Path> one(String text, FilePosition position, Path folder)
      throws IOException {
    Path file = folder.resolve(text);
    if (Files.isDirectory(file)) {
      throw position.problem(
          "a folder, '%s'".formatted(text), "a file, or a glob: %s/*".formatted(text));
    }
    if (!Files.exists(file)) {
      String meant = similar(file).map("; did you mean '%s'?"::formatted).orElse("");
      throw position.problem("no file '%s'".formatted(file), "a trace" + meant);
    }
    return List.of(file);
  }

  private static Optional<String> similar(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(one -> one.getFileName().toString()).toList();
      return ClosestWord.closest(file.getFileName().toString(), names);
    }
  }

  private static List<Path> matching(String text, FilePosition position, Path folder)
      throws IOException {
    Path base = text.startsWith("/") ? Path.of("/") : folder;
    String pattern = text;
    for (int slash = pattern.indexOf('/');
        slash >= 0 && !isWild(pattern.substring(0, slash));
        slash = pattern.indexOf('/')) {
      base = slash == 0 ? base : base.resolve(pattern.substring(0, slash));
      pattern = pattern.substring(slash + 1);
    }
    List<Path> files = Files.isDirectory(base) ? matching(pattern, base) : List.of();
    if (files.isEmpty()) {
      throw position.problem(
          "glob '%s', which matches no file in %s".formatted(text, base), "one that matches");
    }
    return files;
  }

  private static List<Path> matching(String pattern, Path base) throws IOException {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    int depth =
        pattern.contains("**")
            ? Integer.MAX_VALUE
            : (int) pattern.chars().filter(c -> c == '/').count() + 1;
    Path start = base.resolve("."); // or a link to a folder would not be followed
    try (Stream<Path> files = Files.walk(start, depth)) {
      return files
          .filter(file -> !file.equals(start))
          .map(file -> base.resolve(start.relativize(file)))
          .filter(file -> matcher.matches(base.relativize(file)))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }
}
