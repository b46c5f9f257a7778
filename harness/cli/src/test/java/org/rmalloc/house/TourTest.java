// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tour of docs/tour.md names types that exist, each in the package it says, and few of them.
 */
final class TourTest {
  private static final Pattern STOP =
      Pattern.compile(
          "(?m)^\\d+\\. \\*\\*`(\\w+)`\\*\\* \\((?:`[\\w-]+(?:/\\w+)?`, )?`([\\w.]+)`\\)");
  private static final String MAIN = "/src/main/java/";
  private static final Pattern QUOTED_TYPE = Pattern.compile("`([A-Z]\\w+)`");

  @Test
  void aSizeIsFollowedThroughTwelveTypesInTheirPackages() throws IOException {
    Set<String> types = mainTypes();
    List<MatchResult> stops = STOP.matcher(walk()).results().toList();
    for (MatchResult stop : stops) {
      String path =
          "org/rmalloc/" + stop.group(2).replace('.', '/') + "/" + stop.group(1) + ".java";
      assertTrue(types.contains(path), path);
    }
    assertEquals(12, stops.size());
  }

  @Test
  void theWalkNamesNoOtherType() throws IOException {
    long names =
        QUOTED_TYPE.matcher(walk()).results().map(type -> type.group(1)).distinct().count();
    assertEquals(12, names);
  }

  @Test
  void everyTypeOfTheTableExists() throws IOException {
    Set<String> names =
        mainTypes().stream()
            .map(path -> path.replaceAll(".*/|\\.java", ""))
            .collect(Collectors.toSet());
    String table = tour().substring(walk().length());
    List<MatchResult> types =
        QUOTED_TYPE
            .matcher(table)
            .results()
            .filter(type -> !type.group(1).equals("ServiceLoader"))
            .toList();
    assertTrue(types.size() >= 10, table);
    for (MatchResult type : types) {
      assertTrue(names.contains(type.group(1)), type.group(1));
    }
  }

  private static String walk() throws IOException {
    String tour = tour();
    return tour.substring(0, tour.indexOf("Where else to look:"));
  }

  private static String tour() throws IOException {
    return Files.readString(House.root().resolve("docs/tour.md"));
  }

  private static Set<String> mainTypes() throws IOException {
    return House.sourceFiles().stream()
        .map(Path::toString)
        .filter(file -> file.contains(MAIN))
        .map(file -> file.substring(file.indexOf(MAIN) + MAIN.length()))
        .collect(Collectors.toSet());
  }
}
