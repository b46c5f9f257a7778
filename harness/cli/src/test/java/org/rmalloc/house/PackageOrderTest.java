// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.rmalloc.house.planted.early.LooksAhead;

/**
 * Packages stand in an order, and each uses only those before it, so nothing flows back. Maven's
 * modules hold the order of modules; this holds the order inside them, and says both at a glance.
 */
class PackageOrderTest {
  private static final String ORDER = "/package-order.txt";

  @Test
  void eachPackageUsesOnlyThoseBeforeIt() throws IOException {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(PackageOrderTest::isWrittenByUs)
            .importPaths(House.classFolders());
    assertFalse(classes.isEmpty());
    assertEquals(List.of(), PackageOrder.parse(ofTheHouse()).violations(classes));
  }

  @Test
  void aPlantedImportOfALaterPackageIsFound() {
    PackageOrder order =
        PackageOrder.parse(
            """
            org.rmalloc.house.planted.early
            org.rmalloc.house.planted.late
            """);
    JavaClasses planted = new ClassFileImporter().importPackages("org.rmalloc.house.planted");
    assertEquals(
        List.of(
            "org.rmalloc.house.planted.early.LooksAhead uses org.rmalloc.house.planted.late.Later"),
        order.violations(planted));
    assertEquals("late", LooksAhead.PEEK);
  }

  @Test
  void aPackageThatTheOrderDoesNotNameIsFound() {
    PackageOrder order = PackageOrder.parse("org.rmalloc.house.planted.late");
    JavaClasses planted = new ClassFileImporter().importPackages("org.rmalloc.house.planted");
    assertEquals(
        List.of("org.rmalloc.house.planted.early stands nowhere in the order"),
        order.violations(planted));
  }

  /** A second build of a tree finds what JMH generated in the first. */
  private static boolean isWrittenByUs(Location location) {
    return !location.contains("/jmh_generated/");
  }

  private static String ofTheHouse() throws IOException {
    try (InputStream order = PackageOrderTest.class.getResourceAsStream(ORDER)) {
      return new String(order.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Packages from first to last. */
  private record PackageOrder(List<String> packages) {

    static PackageOrder parse(String lines) {
      return new PackageOrder(
          lines.lines().map(String::strip).filter(PackageOrder::namesAPackage).toList());
    }

    private static boolean namesAPackage(String line) {
      return !line.isEmpty() && !line.startsWith("#");
    }

    List<String> violations(JavaClasses classes) {
      Set<String> found = new TreeSet<>();
      for (JavaClass origin : classes) {
        if (!packages.contains(origin.getPackageName())) {
          found.add(origin.getPackageName() + " stands nowhere in the order");
        } else {
          origin.getDirectDependenciesFromSelf().stream()
              .map(dependency -> dependency.getTargetClass().getBaseComponentType())
              .filter(target -> isLater(target, origin))
              .forEach(target -> found.add(outer(origin) + " uses " + outer(target)));
        }
      }
      return new ArrayList<>(found);
    }

    private boolean isLater(JavaClass target, JavaClass origin) {
      return packages.indexOf(target.getPackageName()) > packages.indexOf(origin.getPackageName());
    }

    private static String outer(JavaClass type) {
      return type.getEnclosingClass().map(PackageOrder::outer).orElse(type.getName());
    }
  }
}
