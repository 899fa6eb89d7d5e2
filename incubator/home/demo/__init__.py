"""The demo street: 拱宸桥街道 with invented people, built through the same domain calls as the pages."""
