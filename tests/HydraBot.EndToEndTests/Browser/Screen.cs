namespace HydraBot.EndToEndTests.Browser;

/// <summary>What a person looks at, in CSS pixels.</summary>
public sealed record Screen(int Width, int Height, bool IsTouch)
{
    public static readonly Screen Phone = new(390, 844, IsTouch: true);

    public static readonly Screen Desk = new(1440, 900, IsTouch: false);

    public override string ToString() => $"{Width}x{Height}";
}
