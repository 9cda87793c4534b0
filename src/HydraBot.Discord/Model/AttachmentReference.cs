namespace HydraBot.Discord.Model;

/// <summary>Names a file in a payload: an upload by its place in the form, or a file that an edited message keeps, by its id.</summary>
/// <remarks>https://discord.com/developers/docs/reference#uploading-files</remarks>
public sealed record AttachmentReference
{
    public required Snowflake Id { get; init; }
    public string? Filename { get; init; }
    public string? Description { get; init; }
}
