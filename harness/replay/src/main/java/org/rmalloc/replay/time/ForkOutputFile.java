// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.nio.file.Path;

/**
 * What one fork measured, on disk until it is wanted: its size grows with the trace.
 *
 * @param file that {@link TimingForkLauncher#together} reads and deletes
 * @param position of the fork in the order of all
 * @param load of the machine when it ended, its average over a minute; negative where not known
 */
public record ForkOutputFile(Path file, int position, double load) {}
