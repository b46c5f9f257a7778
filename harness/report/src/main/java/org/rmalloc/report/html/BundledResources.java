// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Files that are part of the program. */
public final class BundledResources {
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/";

  private BundledResources() {}

  /**
   * A file beside a class.
   *
   * @throws IllegalStateException when it is missing: the program is damaged
   */
  public static String beside(Class<?> type, String name) {
    try (InputStream in = type.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("part of the program is missing: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("part of the program cannot be read: " + name, e);
    }
  }

  /** A file of uPlot, whichever version is on the class path. */
  static String uplot(String name) {
    return beside(BundledResources.class, UPLOT + version() + "/" + name);
  }

  private static String version() {
    Properties pom = new Properties();
    try (InputStream in =
        BundledResources.class.getResourceAsStream(
            "/META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
      pom.load(in);
    } catch (IOException e) {
      throw new IllegalStateException("uPlot's version cannot be read", e);
    }
    return pom.getProperty("version");
  }
}
