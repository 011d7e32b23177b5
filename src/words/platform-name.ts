/** A platform as it calls itself: `slack` is Slack. */
export function platformName(platform: string): string {
  return `${platform.slice(0, 1).toUpperCase()}${platform.slice(1)}`;
}
