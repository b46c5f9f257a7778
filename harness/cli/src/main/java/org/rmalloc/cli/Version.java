// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import picocli.CommandLine.IVersionProvider;

/**
 * The version, the commit that it was built from and its date where they are known, and the Java
 * that runs it.
 */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"rmalloc " + number() + commit(), "Java " + Runtime.version()};
  }

  /** The launcher knows it, and calls it unknown where there is no git. */
  private static String commit() {
    String commit = System.getProperty("rmalloc.commit", "unknown");
    String date = System.getProperty("rmalloc.commit.date", "unknown");
    return commit.equals("unknown") ? "" : " (commit %s of %s)".formatted(commit, date);
  }

  /** The version of this build; {@code unknown} when it was not run from a jar. */
  static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
