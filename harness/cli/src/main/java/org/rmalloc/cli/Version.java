// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import picocli.CommandLine.IVersionProvider;

/** The version, and the Java that runs it. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"rmalloc " + number(), "Java " + Runtime.version()};
  }

  /** The version of this build; {@code unknown} when it was not run from a jar. */
  static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
