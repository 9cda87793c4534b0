namespace HydraBot.Speech.Recognition.Whisper;

/// <summary>Signs that subtitles have and speech has not: brackets, notes, quotation marks. The list of whisper/tokenizer.py.</summary>
internal static class NonSpeech
{
    private const string Signs = "\"#()*+/:;<=>@[\\]^_`{|}~「」『』";
    private const string Notes = "♩♪♫♬♭♮♯";
    private static readonly string[] Rows = ["<<", ">>", "<<<", ">>>", "--", "---", "-(", "-[", "('", "(\"", "((", "))", "(((", ")))", "[[", "]]", "{{", "}}", "♪♪", "♪♪♪"];

    /// <summary>Their tokens. Dashes and apostrophes are kept within words, and only left out before one.</summary>
    public static IReadOnlyList<int> Of(WhisperVocabulary vocabulary)
    {
        var tokens = new SortedSet<int> { vocabulary.Encode(" -")[0], vocabulary.Encode(" '")[0] };
        var notes = Notes.Select(note => note.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var sign in Signs.Select(sign => sign.ToString()).Concat(Rows).Concat(notes))
        {
            foreach (var row in new[] { vocabulary.Encode(sign), vocabulary.Encode($" {sign}") })
            {
                // Notes share their first byte with each other and with nothing that is said.
                if (row.Count == 1 || (row.Count > 0 && notes.Contains(sign)))
                    tokens.Add(row[0]);
            }
        }
        return [.. tokens];
    }
}
