package frontdoor.config;

/**
 * The parts of a backend's answers that are mended because it stands behind TLS.
 *
 * @param locations {@code Location: http://} of our own hosts becomes https
 * @param cookies cookies without Secure get it
 */
public record RepairConfig(boolean locations, boolean cookies) {}
