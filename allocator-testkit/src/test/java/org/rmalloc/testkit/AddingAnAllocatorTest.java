// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.heap.PlainHeap;

/** What the documentation calls a complete allocator: it compiles, is found, keeps the contract. */
final class AddingAnAllocatorTest extends AllocatorContract {
  private static final Path PAGE = Path.of("..", "docs", "adding-an-allocator.md");
  private static final Pattern FILE = Pattern.compile("(?ms)^`([^`]+)`:\n\n```\\w*\n(.*?)^```$");
  private static final int MOST_LINES = 39;
  private static final int MOST_COLUMNS = 120;

  @TempDir private static Path folder;
  private static AllocatorProvider provider;

  @BeforeAll
  static void compileAndFind() throws IOException, URISyntaxException {
    Matcher file = FILE.matcher(Files.readString(PAGE));
    while (file.find()) {
      Path target = folder.resolve(file.group(1));
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.group(2));
    }
    compile(folder.resolve("example/PoolProvider.java"));
    provider = find();
  }

  private static void compile(Path source) throws URISyntaxException {
    URL api = AllocatorProvider.class.getProtectionDomain().getCodeSource().getLocation();
    String classPath = Path.of(api.toURI()).toString();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", classPath, source.toString());
    assertEquals(0, status, "javac's exit status");
  }

  private static AllocatorProvider find() throws IOException {
    URL[] path = {folder.toUri().toURL()};
    try (URLClassLoader loader =
        new URLClassLoader(path, AllocatorProvider.class.getClassLoader())) {
      return ServiceLoader.load(AllocatorProvider.class, loader).stream()
          .filter(found -> found.type().getClassLoader() == loader)
          .map(AddingAnAllocatorTest::instantiate)
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * Makes a provider, and an allocator, so that all classes are loaded before the loader closes.
   */
  private static AllocatorProvider instantiate(ServiceLoader.Provider<AllocatorProvider> found) {
    AllocatorProvider made = found.get();
    made.create(new PlainHeap(1024));
    return made;
  }

  @Override
  protected AllocatorProvider provider() {
    return provider;
  }

  @Override
  protected long ops() {
    return Math.min(super.ops(), 200_000);
  }

  @Test
  void takesUnder40LinesThatOneCanRead() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("example/PoolProvider.java"));
    assertTrue(lines.size() <= MOST_LINES, () -> lines.size() + " lines");
    lines.forEach(line -> assertTrue(line.length() <= MOST_COLUMNS, line));
  }
}
