// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A block of literal text on a page: fenced, or indented by four blanks below an empty line.
 *
 * @param page relative to the root, with slashes
 * @param text without fence and indentation; each line ends with a line feed
 */
public record PageBlock(String page, String text) {
  private static final Set<String> NO_PAGES = Set.of("target", ".git", "out", "CHANGELOG.md");
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?ms)^( *)```\\w*\n(.*?)^ *```$|(?<=\n\n)((?:^    [^\n]*\n)(?:^(?:    [^\n]*)?\n)*)");

  /** Every page of the tree, the record of changes left out, in the order of their names. */
  public static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    Files.walkFileTree(
        House.root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NO_PAGES.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (name.endsWith(".md") && !NO_PAGES.contains(name)) {
              pages.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(pages);
    return pages;
  }

  /** The blocks of every page. */
  static List<PageBlock> ofAllPages() throws IOException {
    List<PageBlock> blocks = new ArrayList<>();
    for (Path page : pages()) {
      String name = House.root().relativize(page).toString().replace('\\', '/');
      blocks.addAll(of(name, Files.readString(page)));
    }
    return blocks;
  }

  /** The blocks of a page, from top to bottom. */
  public static List<PageBlock> of(String page, String markdown) {
    return BLOCK
        .matcher(markdown)
        .results()
        .map(block -> new PageBlock(page, text(block)))
        .toList();
  }

  private static String text(MatchResult block) {
    if (block.group(3) != null) {
      return block.group(3).replaceAll("(?m)^    ", "").stripTrailing() + "\n";
    }
    return block.group(2).replaceAll("(?m)^" + block.group(1), "");
  }

  /** Whether it shows commands behind a prompt, and what they print. */
  boolean isSession() {
    return text.startsWith("$ ");
  }

  /** The commands to type: those behind a prompt if there are any, else its lines. */
  List<String> commands() {
    return text.lines()
        .filter(line -> !isSession() || line.startsWith("$ "))
        .map(line -> isSession() ? line.substring(2) : line)
        .map(line -> line.replaceFirst(" {3,}\\S.*", ""))
        .filter(line -> !line.isBlank())
        .toList();
  }
}
