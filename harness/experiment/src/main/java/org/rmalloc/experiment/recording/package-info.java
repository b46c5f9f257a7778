// SPDX-License-Identifier: Apache-2.0
/** Recordings that an experiment asks for: made once, kept in its store, checked before use. */
package org.rmalloc.experiment.recording;
