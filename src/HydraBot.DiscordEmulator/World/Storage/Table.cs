using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.World.Storage;

/// <summary>Records of one kind: all of them in memory, every change on its way to disk.</summary>
internal sealed class Table<TKey, TRecord>(string kind, Func<TRecord, TKey> keyOf, RecordForm<TRecord> form, WorldFile file)
    where TKey : notnull
    where TRecord : class
{
    private readonly Dictionary<TKey, TRecord> _records = [];

    public IEnumerable<TRecord> All => _records.Values;

    public TRecord? Find(TKey key) => _records.GetValueOrDefault(key);

    public TRecord Save(TRecord record)
    {
        var key = keyOf(record);
        _records[key] = record;
        file.Write(new WorldChange(kind, key.ToString()!, JsonBytes.Of(form.Write(record))));
        return record;
    }

    public void Remove(TKey key)
    {
        if (_records.Remove(key))
            file.Write(new WorldChange(kind, key.ToString()!, null));
    }

    /// <summary>Takes in what was stored of this kind.</summary>
    public void Load(ILookup<string, byte[]> stored)
    {
        foreach (var content in stored[kind])
        {
            using var document = JsonDocument.Parse(content);
            var record = form.Read(document.RootElement);
            _records[keyOf(record)] = record;
        }
    }
}
