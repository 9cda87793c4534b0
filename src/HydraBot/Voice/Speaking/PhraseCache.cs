using HydraBot.Speech.Opus;
using HydraBot.Speech.Synthesis;

namespace HydraBot.Voice.Speaking;

/// <summary>Phrases that are said often, as frames that are ready to send.</summary>
internal sealed class PhraseCache
{
    private const int Most = 128;
    private const int LongestText = 120;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Text, IReadOnlyList<ReadOnlyMemory<byte>> Frames)>> _byText = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Text, IReadOnlyList<ReadOnlyMemory<byte>> Frames)> _latest = [];

    public IReadOnlyList<ReadOnlyMemory<byte>>? Find(string text)
    {
        lock (_lock)
        {
            if (!_byText.TryGetValue(text, out var node))
                return null;
            _latest.Remove(node);
            _latest.AddFirst(node);
            return node.Value.Frames;
        }
    }

    public void Keep(string text, IReadOnlyList<ReadOnlyMemory<byte>> frames)
    {
        if (text.Length > LongestText)
            return;
        lock (_lock)
        {
            if (_byText.ContainsKey(text))
                return;
            _byText[text] = _latest.AddFirst((text, frames));
            if (_latest.Count <= Most)
                return;
            _byText.Remove(_latest.Last!.Value.Text);
            _latest.RemoveLast();
        }
    }

    /// <summary>Makes phrases before they are needed.</summary>
    public async Task WarmAsync(ITextToSpeech voice, IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        foreach (var text in texts.Where(text => Find(text) is null))
            Keep(text, await OpusSpeech.EncodeAsync(voice.SpeakAsync(text, cancellationToken), cancellationToken: cancellationToken).ToListAsync(cancellationToken));
    }
}
