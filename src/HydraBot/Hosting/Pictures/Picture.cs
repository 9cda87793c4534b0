using SkiaSharp;

namespace HydraBot.Hosting.Pictures;

/// <summary>What all pictures have in common: a dark ground, a typeface that is in the program, PNG.</summary>
internal static class Picture
{
    private const int Quality = 90;

    // Made once and never let go: whoever draws may hold on to it. A container has no fonts, and a picture without words is none.
    private static readonly Lazy<SKTypeface> Made = new(static () =>
    {
        using var stream = typeof(Picture).Assembly.GetManifestResourceStream("HydraBot.chart-font.ttf") ?? throw new InvalidOperationException("The font of the pictures is not in the program.");
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    });

    public static SKTypeface Typeface => Made.Value;

    /// <summary>A PNG.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="draw">Draws on the dark ground.</param>
    public static byte[] Draw(int width, int height, Action<SKCanvas> draw)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColor.Parse(PictureColours.Ground));
        draw(canvas);
        using var image = SKImage.FromBitmap(bitmap);
        using var png = image.Encode(SKEncodedImageFormat.Png, Quality);
        return png.ToArray();
    }
}
