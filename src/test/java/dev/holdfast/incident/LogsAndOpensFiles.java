package dev.holdfast.incident;

import java.io.File;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Breaks a rule of the architecture on purpose: deciding code does no I/O. */
public final class LogsAndOpensFiles {
  private static final Logger log = LoggerFactory.getLogger(LogsAndOpensFiles.class);

  boolean opens(String path) {
    log.info("{}", path);
    return new File(path).exists();
  }
}
