using HydraBot.Speech.Synthesis;
using HydraBot.Speech.Synthesis.Kokoro;
using Xunit;

namespace HydraBot.IntegrationTests.Speech;

/// <summary>Real words through eSpeak NG into the sounds that Kokoro knows.</summary>
public class KokoroPhonemesTests
{
    public KokoroPhonemesTests() => Voices.RequirePrograms();

    [Theory]
    [InlineData("restart the database", "ɹᵻstˈɑɹt ðə dˈATəbˌAs")]
    [InlineData("Hello, world! Ready?", "həlˈO, wˈɜɹld! ɹˈɛdi?")]
    [InlineData("Jellyfin is down.", "ʤˈɛlɪfˌɪn ɪz dˈWn.")]
    public async Task A_sentence_becomes_its_sounds_and_keeps_its_signs(string sentence, string sounds) =>
        Assert.Equal(sounds, await Phonemes().OfAsync(sentence, british: false, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_that_a_homelab_says_is_made_of_sounds_that_the_model_knows(bool british)
    {
        const string text = """
            Jellyfin, sonarr, radarr, qBittorrent, home-assistant, vaultwarden, proxmox, grafana, prometheus, traefik, nginx and postgres are up.
            The GPU is at 71 °C and 23.5 GiB of 24 GiB; disk /mnt/tank is 91% full!
            Backup of 2026-11-28 took 1,234 s at 110 MB/s (10.0.0.12:8006). Little bottles, buttons and measured leisure: shall I restart "zigbee2mqtt"?
            """;
        foreach (var sentence in Sentences.Split(SpokenForm.Of(text)))
        {
            var sounds = await Phonemes().OfAsync(sentence, british, TestContext.Current.CancellationToken);

            Assert.InRange(sounds.Length, 10, KokoroModel.MostSounds);
            Assert.All(sounds, sound => Assert.True(KokoroVocabulary.Usual.Ids([sound]).Any(), $"U+{(int)sound:X4} in '{sounds}' for '{sentence}'"));
        }
    }

    private static EspeakPhonemes Phonemes() => new("espeak-ng", TimeProvider.System, TimeSpan.FromSeconds(20));
}
