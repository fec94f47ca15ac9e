namespace EligibilityService.Host.Pages.Viz;

/// <summary>
/// Lambert's azimuthal equal-area projection about 52° N 10° E, the one European statistics are drawn in, in its spherical form.
/// Answers places in the map's own drawing area.
/// </summary>
internal static class Laea
{
    public const int Width = 640;
    public const int Height = 620;

    private const double Scale = 900;
    private const double CentreX = 290;
    private const double CentreY = 330;
    private const double Longitude0 = 10 * Math.PI / 180;
    private const double Latitude0 = 52 * Math.PI / 180;

    public static (double X, double Y) Project(double longitude, double latitude)
    {
        var (λ, φ) = ((longitude * Math.PI / 180) - Longitude0, latitude * Math.PI / 180);
        var k = Math.Sqrt(2 / (1 + (Math.Sin(Latitude0) * Math.Sin(φ)) + (Math.Cos(Latitude0) * Math.Cos(φ) * Math.Cos(λ))));
        var east = k * Math.Cos(φ) * Math.Sin(λ);
        var north = k * ((Math.Cos(Latitude0) * Math.Sin(φ)) - (Math.Sin(Latitude0) * Math.Cos(φ) * Math.Cos(λ)));

        return (CentreX + (Scale * east), CentreY - (Scale * north));
    }
}
