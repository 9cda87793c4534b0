namespace HydraBot.Fleet.Compose.Editing;

/// <summary>One change of a text.</summary>
/// <param name="Offset">Where, in the text before any change.</param>
/// <param name="Removed">How many characters go.</param>
/// <param name="Text">What comes in their place.</param>
internal readonly record struct TextEdit(int Offset, int Removed, string Text)
{
    /// <summary>The text after these changes, which do not overlap.</summary>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        foreach (var edit in edits.OrderByDescending(edit => edit.Offset))
            text = string.Concat(text.AsSpan(0, edit.Offset), edit.Text, text.AsSpan(edit.Offset + edit.Removed));
        return text;
    }
}
