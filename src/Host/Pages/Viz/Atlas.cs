using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EligibilityService.Host.Pages.Viz;

/// <summary>The land around the programme's countries as one path to draw, read once from the npm package world-atlas (TopoJSON).</summary>
public sealed class Atlas
{
    private readonly Lazy<string> _land = new(() => Draw(Path.Combine(AppContext.BaseDirectory, "Data", "atlas", "countries-50m.json")));

    public string Land => _land.Value;

    private static string Draw(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var root = document.RootElement;
        var arcs = Arcs(root);
        var path = new StringBuilder();

        foreach (var country in root.GetProperty("objects").GetProperty("countries").GetProperty("geometries").EnumerateArray())
        foreach (var ring in Rings(country))
        {
            var outline = ring.SelectMany(arc => arc >= 0 ? arcs[arc] : arcs[~arc].AsEnumerable().Reverse());
            AppendRing(path, [.. outline]);
        }

        return path.ToString();
    }

    /// <summary>Arcs are steps on a grid: each point is told as the difference from the one before.</summary>
    private static (double Longitude, double Latitude)[][] Arcs(JsonElement root)
    {
        var transform = root.GetProperty("transform");
        var (scale, offset) = (transform.GetProperty("scale"), transform.GetProperty("translate"));
        var (scaleX, scaleY, offsetX, offsetY) = (scale[0].GetDouble(), scale[1].GetDouble(), offset[0].GetDouble(), offset[1].GetDouble());

        return [.. root.GetProperty("arcs").EnumerateArray().Select(arc =>
        {
            var (x, y) = (0d, 0d);
            return arc.EnumerateArray().Select(step =>
            {
                x += step[0].GetDouble();
                y += step[1].GetDouble();
                return ((x * scaleX) + offsetX, (y * scaleY) + offsetY);
            }).ToArray();
        })];
    }

    private static IEnumerable<int[]> Rings(JsonElement country)
    {
        var arcs = country.GetProperty("arcs").EnumerateArray();
        var polygons = country.GetProperty("type").GetString() == "Polygon" ? [country.GetProperty("arcs")] : arcs.ToArray();

        return from polygon in polygons
               from ring in polygon.EnumerateArray()
               select ring.EnumerateArray().Select(arc => arc.GetInt32()).ToArray();
    }

    private static void AppendRing(StringBuilder path, (double Longitude, double Latitude)[] outline)
    {
        const double Margin = 20;
        const double Finest = 1;

        // The far side of the globe would fold over; nothing of it is near the map.
        if (!outline.Any(point => point.Longitude is > -30 and < 60 && point.Latitude is > 25 and < 75))
        {
            return;
        }

        var drawn = new List<(double X, double Y)>();
        foreach (var (longitude, latitude) in outline)
        {
            var (x, y) = Laea.Project(Math.Clamp(longitude, -60, 90), Math.Clamp(latitude, 0, 85));
            var point = (X: Math.Round(Math.Clamp(x, -Margin, Laea.Width + Margin), 1), Y: Math.Round(Math.Clamp(y, -Margin, Laea.Height + Margin), 1));

            if (drawn.Count == 0 || Math.Abs(point.X - drawn[^1].X) + Math.Abs(point.Y - drawn[^1].Y) >= Finest)
            {
                drawn.Add(point);
            }
        }

        var isInside = drawn.Exists(point => point.X is > 0 and < Laea.Width && point.Y is > 0 and < Laea.Height);
        if (drawn.Count > 2 && isInside)
        {
            path.Append('M').AppendJoin('L', drawn.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X} {point.Y}"))).Append('Z');
        }
    }
}
