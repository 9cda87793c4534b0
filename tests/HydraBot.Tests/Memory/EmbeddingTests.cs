using System.Net;
using System.Text.Json;
using HydraBot.Hosting.Status;
using HydraBot.Memory;
using HydraBot.Memory.Embeddings;
using HydraBot.Testing.Models;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Memory;

/// <summary>Models that embed: from files on disk, and one after the other.</summary>
public sealed class EmbeddingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("last_hidden_state", false)]
    [InlineData("sentence_embedding", true)]
    public async Task Texts_of_unlike_length_are_pooled_as_by_hand_whatever_stands_in_the_batch(string output, bool types)
    {
        using var files = SmallModel.WithVocabulary(output, types);
        using var model = await OpenAsync(files);

        var vectors = await model.EmbedAsync(["cat", "Cats and dog", "\ud800cat", ""], Stop);

        // [CLS] cat [SEP]: the mean of (0,0,1), (3,0,3) and (0,0,0) points where (3,0,4) does.
        Close([0.6f, 0, 0.8f], vectors[0]);
        // [CLS] cat ##s [UNK] dog [SEP] sums to (10,5,4).
        Close([10 / MathF.Sqrt(141), 5 / MathF.Sqrt(141), 4 / MathF.Sqrt(141)], vectors[1]);
        Close([0, 0, 1], vectors[3]);
    }

    [Fact]
    public async Task The_files_say_how_to_pool_where_to_cut_and_what_stands_before()
    {
        using var files = SmallModel.WithVocabulary()
            .With("sentence_bert_config.json", """{"max_seq_length": 4}""")
            .With("config_sentence_transformers.json", """{"prompts": {"query": "dog ", "passage": "cat "}}""");
        using (var mean = await OpenAsync(files))
        {
            // Four tokens: [CLS], one prefix, one word, [SEP].
            Close([6 / MathF.Sqrt(85), 0, 7 / MathF.Sqrt(85)], (await mean.EmbedAsync(["cat cat cat cat"], Stop))[0]);
            Close([3 / MathF.Sqrt(50), 5 / MathF.Sqrt(50), 4 / MathF.Sqrt(50)], await mean.EmbedQueryAsync("cat", Stop));
        }

        files.With("1_Pooling/config.json", """{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}""");
        using var cls = await OpenAsync(files);
        Close([0, 0, 1], (await cls.EmbedAsync(["dog"], Stop))[0]);
    }

    [Theory]
    [InlineData("wordpiece")]
    [InlineData("bpe")]
    [InlineData("unigram")]
    public async Task Tokenizers_of_other_kinds_give_the_same_tokens(string kind)
    {
        using var files = SmallModel.WithVocabulary().Without("vocab.txt").With("tokenizer.json", kind switch
        {
            "wordpiece" => """{"normalizer": {"lowercase": true}, "model": {"type": "WordPiece", "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "cat": 4, "dog": 5, "##s": 6, "[MASK]": 7}}}""",
            "bpe" => """{"added_tokens": [{"content": "<s>", "id": 2}, {"content": "</s>", "id": 3}, {"content": "<pad>", "id": 0}], "model": {"type": "BPE", "vocab": {"c": 1, "a": 11, "t": 12, "ca": 13, "cat": 4, "d": 14}, "merges": ["c a", ["ca", "t"]]}}""",
            _ => """{"added_tokens": [{"content": "<s>", "id": 2}, {"content": "</s>", "id": 3}, {"content": "<pad>", "id": 0}], "model": {"type": "Unigram", "unk_id": 1, "vocab": [["<pad>", 0], ["<unk>", 0], ["<s>", 0], ["</s>", 0], ["▁cat", -1], ["▁dog", -2]]}}""",
        });
        if (kind == "unigram")
        {
            // sentencepiece_model.proto: pieces in another order than the vocabulary's, as exports have them.
            var sentences = new ProtobufMessage();
            foreach (var (piece, score, type) in ((string, float, long)[])[("<unk>", 0, 2), ("<s>", 0, 3), ("</s>", 0, 3), ("▁dog", -2, 1), ("▁cat", -1, 1), ("▁", -5, 1), ("c", -6, 1), ("a", -6, 1), ("t", -6, 1)])
                sentences.Add(1, new ProtobufMessage().Add(1, piece).Add(2, score).Add(3, type));
            sentences.Add(2, new ProtobufMessage().Add(3, 1L)).Add(3, new ProtobufMessage().Add(1, "identity").Add(3, 1L).Add(4, 1L).Add(5, 1L));
            files.With("sentencepiece.bpe.model", sentences.ToArray());
        }

        using var model = await OpenAsync(files);
        Close([0.6f, 0, 0.8f], (await model.EmbedAsync(["cat"], Stop))[0]);
    }

    [Theory]
    [InlineData("nothing", "there is no model.onnx")]
    [InlineData("no tokenizer", "neither a vocab.txt nor a tokenizer.json")]
    [InlineData("broken", "is no model that can be run")]
    [InlineData("other output", "gives logits; known are")]
    public async Task Wrong_files_are_one_clear_error_and_memory_works_on_without(string what, string expected)
    {
        using var files = what switch
        {
            "nothing" => SmallModel.WithVocabulary().Without("model.onnx"),
            "no tokenizer" => SmallModel.WithVocabulary().Without("vocab.txt"),
            "broken" => SmallModel.WithVocabulary().With("model.onnx", "no model"u8.ToArray()),
            _ => SmallModel.WithVocabulary("logits"),
        };
        await using var house = new DoorHouse(null, $"--Memory:Embeddings:Path={files.Path}");
        await house.InitializeAsync();
        await house.PostAsync("/memory", """{"content":"The printer is out of toner"}""");
        Assert.Equal(1, (await house.GetAsync("/memory/search?q=printer")).Json.GetArrayLength());
        var status = await UntilAsync(house, section => section.Text.Contains(expected, StringComparison.Ordinal));
        Assert.NotEmpty(status.Concerns);
    }

    [Fact]
    public async Task A_model_on_disk_finds_what_shares_no_word()
    {
        using var files = SmallModel.WithVocabulary();
        await using var house = new DoorHouse(null, $"--Memory:Embeddings:Path={files.Path}");
        await house.InitializeAsync();
        await house.PostAsync("/memory", """[{"content":"dog dog zebra"},{"content":"cats quagga"}]""");
        await UntilAsync(house, section => section.Figures.GetValueOrDefault("embedded") >= 2 && IsWhole(section));
        var why = (await house.PostAsync("/operations/memory.why", """{"query":"cat"}""")).Json.GetProperty("memories")[0];
        Assert.Equal("cats quagga", why.GetProperty("content").GetString());
        Assert.True(why.GetProperty("arms").GetProperty("embedding").GetDouble() > 0);
    }

    [Fact]
    public async Task What_is_nearest_by_a_hair_does_not_stand_before_what_is_meant()
    {
        await using var server = await EmbeddingServer.StartAsync(Stop);
        await using var house = new DoorHouse(null, "--Memory:Embeddings:Model=cats", $"--Memory:Embeddings:Url={server.Url}");
        await house.InitializeAsync();
        // To this model all that is no cat is alike, but for hundredths.
        await house.PostAsync("/memory", """[{"content":"HydraBot started."},{"content":"The vehicle needs fuel."}]""");
        await UntilAsync(house, section => section.Figures.GetValueOrDefault("embedded") >= 2 && IsWhole(section));
        var found = (await house.PostAsync("/operations/memory.why", """{"query":"car"}""")).Json.GetProperty("memories");
        Assert.Equal("The vehicle needs fuel.", found[0].GetProperty("content").GetString());
        Assert.Equal("HydraBot started.", found[1].GetProperty("content").GetString());
    }

    [Fact]
    public async Task Another_model_is_made_whole_beside_the_old_over_a_restart_nothing_twice_and_then_takes_its_place()
    {
        var storage = Directory.CreateTempSubdirectory("hydrabot-embeddings-");
        await using var server = await FakeQdrant.StartAsync();
        const int Count = 150;
        Guid cat;
        await using (var first = await HouseAsync(storage.FullName, server, "fake"))
        {
            cat = (await first.PostAsync("/memory", """{"content":"Old whiskers sleeps on the router"}""")).Json.GetProperty("id").GetGuid();
            await first.PostAsync("/memory", $"[{string.Join(',', Enumerable.Range(1, Count - 1).Select(n => $$"""{"content":"Printer {{n}} is out of toner"}"""))}]");
            await UntilAsync(first, section => section.Figures.GetValueOrDefault("embedded") >= Count && IsWhole(section));
            Assert.InRange(server.Collections["hydrabot-memory"], Count, int.MaxValue);
        }

        // It is cut off after one batch, while the old answers.
        server.Allowed["second"] = 64;
        await using (var second = await HouseAsync(storage.FullName, server, "second"))
        {
            var status = await UntilAsync(second, section => section.Figures.GetValueOrDefault("reembedded") == 64);
            Assert.Contains("Changing to `second`: 64 of 1", status.Text, StringComparison.Ordinal);
            Assert.Equal(cat, await FirstAsync(second));
            Assert.Equal(2, server.Collections.Count);
        }

        server.Allowed["second"] = int.MaxValue;
        await using (var third = await HouseAsync(storage.FullName, server, "second"))
        {
            await UntilAsync(third, section => section.Text.Contains("by words and by `second`", StringComparison.Ordinal) && IsWhole(section));
            // The house's own diary grows meanwhile; but nothing was embedded twice.
            var embedded = server.Embedded["second"];
            Assert.InRange(embedded, Count, (await UntilAsync(third, IsWhole)).Figures["embedded"]);
            Assert.Equal(cat, await FirstAsync(third));
            // The old one goes, here and there.
            await UntilAsync(third, _ => server.Collections.Count == 1);
            Assert.InRange(Assert.Single(server.Collections).Value, Count, int.MaxValue);
            Assert.Equal(HttpStatusCode.OK, (await third.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/memory/{cat}"))).Status);
            Assert.False(server.Holds(cat));
        }

        storage.Delete(recursive: true);
    }

    private static async Task<DoorHouse> HouseAsync(string storage, FakeQdrant server, string model)
    {
        var house = new DoorHouse(null, $"--Storage:Path={storage}", $"--Memory:Embeddings:Url={server.Url}/v1", $"--Memory:Embeddings:Model={model}", $"--Memory:Qdrant:Url={server.Url}");
        await house.InitializeAsync();
        return house;
    }

    private static async Task<Guid> FirstAsync(DoorHouse house)
    {
        var why = (await house.PostAsync("/operations/memory.why", """{"query":"feline"}""")).Json.GetProperty("memories")[0];
        Assert.True(why.GetProperty("arms").TryGetProperty("embedding", out _));
        return why.GetProperty("id").GetGuid();
    }

    private static bool IsWhole(StatusSection section) => section.Figures.GetValueOrDefault("embedded") == section.Figures.GetValueOrDefault("embeddable");

    private static async Task<EmbeddingModel> OpenAsync(SmallModel files) =>
        await EmbeddingModel.FindAsync(EmbeddingSource.Of(new EmbeddingOptions { Path = files.Path })!, null, Stop);

    private static void Close(float[] expected, ReadOnlyMemory<float> vector)
    {
        Assert.Equal(expected.Length, vector.Length);
        for (var at = 0; at < expected.Length; at++)
            Assert.Equal(expected[at], vector.Span[at], 0.0001f);
    }

    private static async Task<StatusSection> UntilAsync(DoorHouse house, Func<StatusSection, bool> holds)
    {
        var source = house.Services.GetServices<IStatusSource>().OfType<MemoryStatus>().Single();
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var section = await source.ReadAsync(Stop);
            if (holds(section))
                return section;
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(30), $"It never came to that: {section.Text}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Stop);
        }
    }
}
