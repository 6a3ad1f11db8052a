/** The manager's colours: the dark theme's own. */
export const brand = {
  surface: '#0b0c10',
  surfaceRaised: '#171920',
  onSurface: '#f3f4f7',
  onSurfaceMuted: '#a4a9b6',
  accent: '#ff3d71',
} as const;
