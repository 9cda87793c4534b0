using HydraBot.DiscordEmulator.Rest.Messages;
using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Rest.Interactions;

/// <summary>Files that came with an interaction, for attachment options and file uploads in modals.</summary>
internal sealed class InteractionFiles(DiscordWorld world, Channel place, IReadOnlyList<UploadedFile> files)
{
    /// <summary>Keeps the file of this index (<c>files[n]</c>) and gives it an id; null when there is none.</summary>
    public Attachment? Keep(string index)
    {
        if (files.FirstOrDefault(file => file.Index == index) is not { } file)
            return null;
        var size = ImageSize.Of(file.Content);
        var attachment = new Attachment(world.Ids.Next(), place.Id, file.FileName, file.ContentType, file.Content.Length)
        {
            Ephemeral = true,
            Width = size?.Width,
            Height = size?.Height,
        };
        world.Messages.SaveContent(attachment.Id, file.Content);
        return attachment;
    }
}
