using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;

namespace HydraBot.Doors.Chat.Replies;

/// <summary>A text answer that grows over as many messages as it needs: those already full are left alone, the last is edited.</summary>
internal sealed class TextReply(InteractionContext interaction)
{
    private readonly List<(Snowflake? Id, string Text)> _shown = [];

    /// <summary>Shows all of the text as it is now.</summary>
    public async Task ShowAsync(string text, CancellationToken cancellationToken)
    {
        var parts = MessageSplitter.Split(string.IsNullOrWhiteSpace(text) ? "…" : text);
        for (var index = 0; index < parts.Count; index++)
        {
            if (index < _shown.Count && _shown[index].Text == parts[index])
                continue;
            var shown = (index < _shown.Count, index) switch
            {
                (true, 0) => await interaction.EditOriginalAsync(parts[0], cancellationToken),
                (true, _) => await interaction.EditFollowUpAsync(_shown[index].Id!.Value, parts[index], cancellationToken),
                (false, 0) => await interaction.RespondAsync(parts[0], cancellationToken: cancellationToken),
                _ => await interaction.FollowUpAsync(parts[index], cancellationToken: cancellationToken),
            };
            if (index < _shown.Count)
                _shown[index] = (shown.Id, parts[index]);
            else
                _shown.Add((shown.Id, parts[index]));
        }

        // A split that moved backwards leaves messages behind the end.
        for (var index = _shown.Count - 1; index >= parts.Count; index--)
        {
            await interaction.DeleteFollowUpAsync(_shown[index].Id!.Value, cancellationToken);
            _shown.RemoveAt(index);
        }
    }
}
