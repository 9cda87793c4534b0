namespace HydraBot.Hosting.Pictures;

/// <summary>The colours of all pictures: dark, as people's screens are at night.</summary>
internal static class PictureColours
{
    public const string Ground = "#1E1F22", Panel = "#2A2C31", Grid = "#3A3C42", Ink = "#DCDFE4", Faint = "#8A8F98";

    public const string Teal = "#3FB6CC", Amber = "#F0A732", Green = "#6CCB7B", Red = "#E5534B", Rose = "#E06C9F", Violet = "#9D8CFF";
}
