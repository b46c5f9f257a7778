package org.rmalloc.experiment.gate.time;

/**
 * What one process measured.
 *
 * @param nanosPerOp the windowed minimum of the thread's CPU time
 * @param wallPerCpu wall time divided by CPU time of its passes: 1 on a quiet machine
 */
public record ForkTime(double nanosPerOp, double wallPerCpu) {}
