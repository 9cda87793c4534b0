using HydraBot.Speech;
using HydraBot.Speech.Synthesis.Kokoro;
using Xunit;

namespace HydraBot.Tests.Speech.Kokoro;

public class KokoroPartsTests
{
    /// <summary>What eSpeak NG 1.51 gives for these words, and what Kokoro was trained on for the same: misaki's letters.</summary>
    [Theory]
    [InlineData("həlˈo^ʊ wˈɜːld", "həlˈO wˈɜɹld")]
    [InlineData("ðə bˈʌʔn̩ ɪz ˈɔn", "ðə bˈʌtᵊn ɪz ˈɔn")]
    [InlineData("ɹᵻstˈɑː^ɹt dˈe^ɪɾəbˌe^ɪs", "ɹᵻstˈɑɹt dˈATəbˌAs")]
    [InlineData("lˈɪɾə^l bˈɑːɾə^l", "lˈɪTᵊl bˈɑTᵊl")]
    [InlineData("d^ʒˈɛlifˌɪn t^ʃˈe^ɪnd^ʒ", "ʤˈɛlifˌɪn ʧˈAnʤ")]
    [InlineData("mˈoː^ɹ wˈɜːdz", "mˈɔɹ wˈɜɹdz")]
    [InlineData("vˈɔ^ɪs na^ʊ fa^ɪl", "vˈYs nW fIl")]
    public void American_sounds_become_the_letters_that_the_model_was_trained_on(string espeak, string kokoro) => Assert.Equal(kokoro, KokoroSounds.Of(espeak, british: false));

    [Theory]
    [InlineData("həlˈə^ʊ wˈɜːld", "həlˈQ wˈɜːld")]
    [InlineData("ðe^ə", "ðɛː")]
    [InlineData("ɹᵻstˈɑːt", "ɹɪstˈɑːt")]
    public void British_sounds_stay_long(string espeak, string kokoro) => Assert.Equal(kokoro, KokoroSounds.Of(espeak, british: true));

    [Fact]
    public void The_numbers_of_the_sounds_are_those_of_version_one()
    {
        Assert.Equal([50, 83, 54, 156, 31, 16, 65, 156, 87, 123, 54, 46, 4], KokoroVocabulary.Usual.Ids("həlˈO wˈɜɹld."));
        Assert.Equal([36, 39, 41, 24, 25, 33, 42, 82, 133, 131, 147, 119, 81, 112, 92, 76, 69, 72, 86, 102, 135, 138, 177, 157, 158, 125], KokoroVocabulary.Usual.Ids("TWYAIQᵊʤʧʃʒθðŋɡɔɑæɛɪʊʌᵻˌːɾ"));
        Assert.Empty(KokoroVocabulary.Usual.Ids("\u0329漢$"));
    }

    [Theory]
    [InlineData("<f4", "(2, 3)", 6)]
    [InlineData("<f4", "(6,)", 6)]
    [InlineData("<f2", "(4, 1)", 4)]
    public void An_array_is_read_by_its_type_and_shape(string type, string shape, int count)
    {
        var numbers = Enumerable.Range(0, 6).Select(i => i / 4f).ToArray();
        var file = ToyKokoro.Numpy(numbers, type, shape);
        if (type == "<f2")
            file = [.. file[..^24], .. numbers.SelectMany(number => BitConverter.GetBytes((Half)number))];

        Assert.Equal(numbers[..count], NumpyArray.Read(file, "a.npy"));
    }

    [Theory]
    [InlineData("<f8", "(6,)", "<f8")]
    [InlineData("<f4", "(7,)", "28 were expected")]
    public void An_array_of_another_type_or_length_is_refused(string type, string shape, string says) =>
        Assert.Contains(says, Assert.Throws<SpeechException>(() => NumpyArray.Read(ToyKokoro.Numpy(new float[6], type, shape), "a.npy")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("af_heart", true)]
    [InlineData("bm_george", true)]
    [InlineData("my_own_voice", true)]
    [InlineData("af_bella(2)+af_sky(1)", true)]
    [InlineData("af_bella(0.5) + af_sky", true)]
    [InlineData("jf_alpha", false)]
    [InlineData("af_bella+zf_xiaobei", false)]
    [InlineData("af_bella(0)", false)]
    [InlineData("../af_heart", false)]
    [InlineData("", false)]
    public void A_voice_is_a_name_or_a_blend_and_speaks_English(string voice, bool can) => Assert.Equal(can, KokoroSynthesizer.CanSpeak(voice));

    [Fact]
    public void Sounds_are_cut_at_the_end_of_a_sentence_before_a_comma_and_at_a_comma_before_a_space()
    {
        Assert.Equal(["aaaa. bb,", "cc dd"], SoundPieces.Split("aaaa. bb, cc dd", 10).ToArray());
        Assert.Equal(["aaaaaa.", "bb, cc dd"], SoundPieces.Split("aaaaaa. bb, cc dd", 10).ToArray());
        Assert.Equal(["aaaa bbbb", "cccc"], SoundPieces.Split("aaaa bbbb cccc", 10).ToArray());
        Assert.Equal(["aaaaaaaaaa", "aa"], SoundPieces.Split("aaaaaaaaaaaa", 10).ToArray());
    }

    [Fact]
    public void Silence_around_a_piece_is_cut_to_a_breath()
    {
        float[] sound = [.. new float[10_000], .. Enumerable.Repeat(0.5f, 100), .. new float[10_000]];

        Assert.Equal(720 + 100 + 3600, Silence.Trim(sound, 24_000).Length);
        Assert.Equal(0, Silence.Trim(new float[100], 24_000).Length);
    }
}
