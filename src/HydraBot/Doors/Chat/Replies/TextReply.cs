using System.Text;
using HydraBot.Discord.Model;

namespace HydraBot.Doors.Chat.Replies;

/// <summary>A text answer that grows over as many messages as it needs: those already full are left alone, the last is edited.</summary>
internal sealed class TextReply(IReplySurface surface)
{
    /// <summary>More messages than this nobody reads in a channel: the whole then is a file.</summary>
    private const int MostMessages = 5;

    private const string Note = "\n-# … the whole text follows as a file";

    private readonly List<(Snowflake Id, string Text, bool HasButtons)> _shown = [];

    /// <summary>Puts the final answer where the text stood, or gives it as the first where nothing was shown.</summary>
    public async Task<Message> EndAsync(MessagePayload message, bool ephemeral, CancellationToken cancellationToken)
    {
        if (_shown.Count == 0)
            return await surface.SendAsync(message, 0, ephemeral, cancellationToken);
        foreach (var (id, _, _) in _shown.Skip(1))
            await surface.DeleteAsync(id, cancellationToken);
        return await surface.EditAsync(_shown[0].Id, PlainMessage.Replaced(message), 0, cancellationToken);
    }

    /// <summary>Shows all of the text as it is now.</summary>
    /// <param name="text">The text.</param>
    /// <param name="below">The buttons below a part of it, given the part and whether it is the last.</param>
    /// <param name="cancellationToken">Ends the showing.</param>
    public async Task ShowAsync(string text, Func<string, bool, IReadOnlyList<Component>> below, CancellationToken cancellationToken)
    {
        var parts = Parts(text);
        for (var index = 0; index < parts.Count; index++)
        {
            var buttons = below(parts[index], index == parts.Count - 1);
            var had = index < _shown.Count && _shown[index].HasButtons;
            if (index < _shown.Count && _shown[index].Text == parts[index] && had == buttons.Count > 0 && buttons.Count == 0)
                continue;
            // Buttons that go are taken away by an empty list; a message that never had any is sent without one.
            var message = PlainMessage.Of(parts[index]) with { Components = buttons.Count > 0 || had ? buttons : null };
            if (index < _shown.Count)
            {
                await surface.EditAsync(_shown[index].Id, message, index, cancellationToken);
                _shown[index] = _shown[index] with { Text = parts[index], HasButtons = buttons.Count > 0 };
            }
            else
            {
                var sent = await surface.SendAsync(message, index, ephemeral: false, cancellationToken);
                _shown.Add((sent.Id, parts[index], buttons.Count > 0));
            }
        }

        // A split that moved backwards leaves messages behind the end.
        for (var index = _shown.Count - 1; index >= parts.Count; index--)
        {
            await surface.DeleteAsync(_shown[index].Id, cancellationToken);
            _shown.RemoveAt(index);
        }
    }

    /// <summary>Where the text is longer than what is shown, the whole of it as a file below.</summary>
    public async Task WithWholeAsync(string text, CancellationToken cancellationToken)
    {
        if (MessageSplitter.Split(text).Count > MostMessages)
        {
            await surface.SendAsync(
                new MessagePayload { Content = "The whole text:", Files = [new FileUpload("answer.md", Encoding.UTF8.GetBytes(text), "text/markdown")] }, _shown.Count, ephemeral: false, cancellationToken);
        }
    }

    private static IReadOnlyList<string> Parts(string text)
    {
        var parts = MessageSplitter.Split(string.IsNullOrWhiteSpace(text) ? "…" : text);
        if (parts.Count <= MostMessages)
            return parts;
        // Cut again with room for the note, so that the last message shown is no longer than a message may be.
        return [.. parts.Take(MostMessages - 1), $"{MessageSplitter.Split(parts[MostMessages - 1], MessageLimits.Content - Note.Length)[0]}{Note}"];
    }
}
