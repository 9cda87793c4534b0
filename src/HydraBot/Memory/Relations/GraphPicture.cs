using HydraBot.Hosting.Pictures;
using SkiaSharp;

namespace HydraBot.Memory.Relations;

/// <summary>Draws a graph: the memory in the middle, what is near around it.</summary>
internal static class GraphPicture
{
    private const int Width = 1000;
    private const int Height = 700;
    private const int MostNodes = 30;

    private static readonly SKColor Line = new(0x55, 0x58, 0x60);
    private static readonly SKColor Memory = new(0x2B, 0x8A, 0x9E);
    private static readonly SKColor Entity = SKColor.Parse(PictureColours.Amber);

    public static byte[] Draw(RelatedGraph graph) => Picture.Draw(Width, Height, canvas =>
    {
        var places = Places([.. graph.Nodes.Take(MostNodes)]);
        using var line = new SKPaint { Color = Line, StrokeWidth = 2, IsAntialias = true };
        using var font = new SKFont(Picture.Typeface, 15);
        using var text = new SKPaint { Color = SKColors.White, IsAntialias = true };
        foreach (var edge in graph.Edges)
        {
            if (places.TryGetValue(edge.From, out var from) && places.TryGetValue(edge.To, out var to))
                canvas.DrawLine(from, to, line);
        }

        foreach (var node in graph.Nodes.Take(MostNodes))
        {
            using var fill = new SKPaint { Color = node.Kind == "memory" ? Memory : Entity, IsAntialias = true };
            canvas.DrawCircle(places[node.Id], node.Distance == 0 ? 16 : 9, fill);
            var label = node.Label.Length > 26 ? $"{node.Label[..25]}…" : node.Label;
            canvas.DrawText(label, places[node.Id].X, places[node.Id].Y + 28, SKTextAlign.Center, font, text);
        }
    });

    private static Dictionary<string, SKPoint> Places(RelatedNode[] nodes)
    {
        var places = new Dictionary<string, SKPoint>(StringComparer.Ordinal);
        foreach (var ring in nodes.GroupBy(node => Math.Min(node.Distance, 3)))
        {
            var members = ring.ToArray();
            for (var at = 0; at < members.Length; at++)
            {
                var angle = (2 * Math.PI * at / members.Length) + (ring.Key * 0.4);
                places[members[at].Id] = new SKPoint(
                    (Width / 2) + (float)(Math.Cos(angle) * ring.Key * 150), (Height / 2) + (float)(Math.Sin(angle) * ring.Key * 100));
            }
        }

        return places;
    }
}
