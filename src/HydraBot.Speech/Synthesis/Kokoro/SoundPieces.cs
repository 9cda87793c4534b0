namespace HydraBot.Speech.Synthesis.Kokoro;

/// <summary>Cuts phonemes that are too many for one run: at the end of a sentence if there is one in the later half, else at a comma, else between words.</summary>
internal static class SoundPieces
{
    private static readonly string[] Signs = ["!.?…", ":;", ",—", " "];

    public static IEnumerable<string> Split(string phonemes, int most)
    {
        var rest = phonemes.Trim();
        while (rest.Length > most)
        {
            var cut = Signs.Select(signs => rest.LastIndexOfAny([.. signs], most - 1)).FirstOrDefault(place => place >= most / 2, most - 1);
            yield return rest[..(cut + 1)].Trim();
            rest = rest[(cut + 1)..].Trim();
        }
        if (rest.Length > 0)
            yield return rest;
    }
}
