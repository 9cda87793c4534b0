using System.Text.Json.Nodes;
using HydraBot.Speech;
using HydraBot.Speech.Recognition.Whisper;
using Xunit;

namespace HydraBot.Tests.Speech.Whisper;

public sealed class WhisperVocabularyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hydra-vocabulary-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("one file")]
    [InlineData("one file with merges as pairs")]
    [InlineData("three files")]
    public void Every_form_of_the_files_gives_the_same_tokens(string form)
    {
        Write(form);
        var vocabulary = WhisperVocabulary.Read(Files);

        // " re" and "the" are merged; the rest stays letter by letter.
        Assert.Equal([154, Letter('s'), 151, Letter('!')], vocabulary.Encode(" resthe!"));
        Assert.Equal([152, 154, Letter('d')], vocabulary.Encode(" the red"));
        Assert.Equal("the red", vocabulary.Decode([152, 154, Letter('d')]).Trim());
        Assert.Equal((ToyWhisper.End, ToyWhisper.Start, ToyWhisper.FirstTimestamp), (vocabulary.EndOfText, vocabulary.StartOfTranscript, vocabulary.FirstTimestamp));
        Assert.Equal(["de", "en"], vocabulary.Languages.Keys.Order());
    }

    [Fact]
    public void A_letter_that_is_spread_over_tokens_is_put_together_and_half_of_one_is_marked()
    {
        Write("one file");
        var vocabulary = WhisperVocabulary.Read(Files);

        Assert.Equal("é", vocabulary.Decode([ToyWhisper.Word("Ã"), ToyWhisper.Word("©")]));
        Assert.Equal("\uFFFD", vocabulary.Decode([ToyWhisper.Word("Ã")]));
        Assert.Equal(" status", vocabulary.Decode([ToyWhisper.FirstTimestamp, ToyWhisper.Word("Ġstatus"), ToyWhisper.End]));
    }

    [Theory]
    [InlineData("{}", "no Whisper tokenizer")]
    [InlineData("nonsense", "is no JSON")]
    [InlineData("""{"model":{"vocab":{"a":1},"merges":[]},"added_tokens":[]}""", "<|endoftext|>")]
    public void A_file_that_is_no_tokenizer_is_named(string content, string says)
    {
        File.WriteAllText(Path.Combine(_folder, "tokenizer.json"), content);

        var error = Assert.Throws<SpeechException>(() => WhisperVocabulary.Read(Files));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder, error.Message, StringComparison.Ordinal);
    }

    private WhisperFiles Files => new("", "", _folder);

    private static int Letter(char letter) => letter - '!';

    private void Write(string form)
    {
        if (form != "three files")
        {
            File.WriteAllText(Path.Combine(_folder, "tokenizer.json"), ToyWhisper.Tokenizer(form.EndsWith("pairs", StringComparison.Ordinal)).ToJsonString());
            return;
        }
        File.WriteAllText(Path.Combine(_folder, "vocab.json"), Object(ToyWhisper.BaseTokens().Append((ToyWhisper.End, "<|endoftext|>"))));
        File.WriteAllText(Path.Combine(_folder, "merges.txt"), $"#version: 0.2\n{string.Join('\n', ToyWhisper.Merges)}\n");
        File.WriteAllText(Path.Combine(_folder, "added_tokens.json"), Object(ToyWhisper.Special().Skip(1)));
    }

    private static string Object(IEnumerable<(int Id, string Text)> tokens) =>
        new JsonObject(tokens.Select(token => KeyValuePair.Create(token.Text, (JsonNode?)token.Id))).ToJsonString();
}
