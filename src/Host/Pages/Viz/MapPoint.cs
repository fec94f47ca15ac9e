namespace EligibilityService.Host.Pages.Viz;

/// <summary>A place and how much there is; the text is what the table beside the map says of it.</summary>
public sealed record MapPoint(double Longitude, double Latitude, long Count, string Text, bool? Met = true);
