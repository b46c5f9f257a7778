// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

/**
 * Where times were taken, and by what.
 *
 * @param host name of the machine: times of different hosts are never compared
 * @param jdk name and version of the virtual machine
 * @param cpu model and number of processors
 * @param os name, version and architecture
 * @param version of rmalloc
 * @param commit of rmalloc, {@code unknown} when it was not built from a checkout
 * @param timerOverheadNanos what reading the clock twice adds to each time in the file
 * @param timerResolutionNanos the smallest difference that the clock shows
 * @param timedTogether how many replays could be timed at a time, 1 or more: above 1 they disturbed
 *     each other
 */
public record TimingEnvironment(
    String host,
    String jdk,
    String cpu,
    String os,
    String version,
    String commit,
    long timerOverheadNanos,
    long timerResolutionNanos,
    int timedTogether) {}
