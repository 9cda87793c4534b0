using System.Text;

namespace HydraBot.Speech.Recognition.Whisper;

/// <summary>The letters by which GPT-2's vocabulary writes bytes: printable ones stand for themselves, the others follow from U+0100 on. https://github.com/openai/gpt-2 encoder.py</summary>
internal static class ByteLetters
{
    private static readonly Dictionary<char, byte> Bytes = Make();

    /// <summary>The text of a row of tokens. A letter may be spread over several tokens, so all bytes come first.</summary>
    public static string Decode(IEnumerable<string> tokens)
    {
        var bytes = new List<byte>();
        foreach (var letter in tokens.SelectMany(token => token))
        {
            if (Bytes.TryGetValue(letter, out var value))
                bytes.Add(value);
            else
                bytes.AddRange(Encoding.UTF8.GetBytes([letter]));
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static Dictionary<char, byte> Make()
    {
        var letters = new Dictionary<char, byte>();
        var next = (char)256;
        for (var value = 0; value < 256; value++)
            letters[value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF) ? (char)value : next++] = (byte)value;
        return letters;
    }
}
